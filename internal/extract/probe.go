package extract

import (
	"net"
	"os"
	"os/exec"
)

// probeWord instead of a file makes the child try what it must not be able to
// do, so that a test can see that the lock holds. It does no harm: whoever can
// start the child can do all of it anyway.
const probeWord = "debrief-extract-probe"

// probe lists what a child could do after locking itself up.
func probe() (could []string) {
	try := func(name string, err error) {
		if err == nil {
			could = append(could, name)
		}
	}
	self, _ := os.Executable()
	f, err := os.Open(self)
	try("open a file", err)
	if err == nil {
		f.Close()
	}
	_, err = os.ReadDir("/")
	try("list a folder", err)
	name := "extract-probe"
	err = os.WriteFile(name, []byte("x"), 0o600)
	try("write a file", err)
	if err == nil {
		os.Remove(name)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	try("listen", err)
	if err == nil {
		l.Close()
	}
	c, err := net.Dial("udp", "127.0.0.1:9")
	try("open a socket", err)
	if err == nil {
		c.Close()
	}
	try("start a program", exec.Command(self, Command, "none").Start())
	return could
}
