// Package testkit gives tests the real parts they run on: a throw-away
// PostgreSQL, a clock that stands still, identifiers that repeat.
//
//	dsn := testkit.Postgres(t)      // a fresh, empty database
//	now := testkit.Clock("2026-11-24T08:52:00Z", time.Millisecond)
package testkit

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver named "pgx"
)

// cluster is the one server of a test binary. hold is its lifeline: when this
// process ends, however it ends, the pipe closes and the server stops.
var cluster struct {
	sync.Once
	base string // DSN without database name
	err  error
	hold any
}

// Postgres makes a fresh database and returns its address. The server is one
// per test binary and ends with it; DEBRIEF_TEST_POSTGRES names another one to
// use instead. Without PostgreSQL a test is skipped, and failed where CI is set.
func Postgres(t testing.TB) string {
	t.Helper()
	cluster.Do(func() {
		if cluster.base = os.Getenv("DEBRIEF_TEST_POSTGRES"); cluster.base == "" {
			cluster.base, cluster.err = startCluster()
		}
	})
	if cluster.err != nil {
		NoSkip(t, "PostgreSQL: %v", cluster.err)
	}
	db, err := sql.Open("pgx", cluster.base+"/postgres")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var raw [6]byte
	rand.Read(raw[:])
	name := "t" + hex.EncodeToString(raw[:])
	if _, err := db.Exec(`CREATE DATABASE ` + name); err != nil {
		t.Fatal(err)
	}
	return cluster.base + "/" + name
}

// NoSkip skips a test whose surroundings are missing on a developer's machine,
// and fails it in CI, where nothing may pass by not running.
func NoSkip(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("not available in CI: "+format, args...)
	}
	t.Skipf("not available here: "+format, args...)
}

func startCluster() (string, error) {
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(bins) == 0 {
		return "", fmt.Errorf("no server under /usr/lib/postgresql")
	}
	bin := slices.Max(bins)
	dir, err := os.MkdirTemp("", "debrief-pg-")
	if err != nil {
		return "", err
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		return "", err
	}
	port, err := freePort()
	if err != nil {
		return "", err
	}
	data := filepath.Join(dir, "data")
	if out, err := asPostgres(bin+"/initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync", "--locale=C.UTF-8").CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %v: %s", err, out)
	}
	server := strings.Join([]string{bin + "/postgres", "-D", data, "-c", "listen_addresses=127.0.0.1", "-p", fmt.Sprint(port), "-k", dir,
		"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_connections=200"}, " ")
	watch := asPostgres("sh", "-c", server+" >"+dir+"/log 2>&1 </dev/null & pid=$!; cat >/dev/null; kill -INT $pid; wait $pid; rm -rf "+data)
	if cluster.hold, err = watch.StdinPipe(); err != nil {
		return "", err
	}
	if err := watch.Start(); err != nil {
		return "", err
	}
	base := fmt.Sprintf("postgres://postgres@127.0.0.1:%d", port)
	return base, waitFor(base)
}

// asPostgres runs a command as the user postgres where this is root, whom the
// server refuses.
func asPostgres(name string, args ...string) *exec.Cmd {
	if os.Geteuid() == 0 {
		args = append([]string{"--reuid=postgres", "--regid=postgres", "--init-groups", name}, args...)
		name = "setpriv"
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = "/"
	return cmd
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func waitFor(base string) error {
	db, err := sql.Open("pgx", base+"/postgres?connect_timeout=2")
	if err != nil {
		return err
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		if err = db.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("server does not answer: %w", err)
		case <-tick.C:
		}
	}
}
