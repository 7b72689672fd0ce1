package mailbox

import (
	"context"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"

	"debrief/internal/fault"
)

// Folders signs in and lists the folders that hold mail: the inbox first, then
// by name. It is also the way to try an account out.
func (a Account) Folders(ctx context.Context) ([]Folder, error) {
	l, err := a.connect(ctx, MaxMail)
	if err != nil {
		return nil, err
	}
	defer l.close()
	list, err := l.folders(ctx)
	if err != nil {
		return nil, a.serverFault(err)
	}
	slices.SortStableFunc(list, func(x, y Folder) int {
		switch {
		case x.Use == y.Use || x.Use != UseInbox && y.Use != UseInbox:
			return strings.Compare(x.Name, y.Name)
		case x.Use == UseInbox:
			return -1
		}
		return 1
	})
	return list, nil
}

// serverFault gives words to an error of a server after the sign-in.
func (a Account) serverFault(err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal || err == context.Canceled {
		return err
	}
	return fault.Wrap(err, fault.Busy, "host", "The mail server %s broke off. What was read is kept; Debrief goes on from there later.", a.Host)
}

var attrUse = map[imap.MailboxAttr]Use{imap.MailboxAttrAll: UseAll, imap.MailboxAttrArchive: UseArchive, imap.MailboxAttrDrafts: UseDrafts, imap.MailboxAttrFlagged: UseFlagged,
	imap.MailboxAttrJunk: UseJunk, imap.MailboxAttrSent: UseSent, imap.MailboxAttrTrash: UseTrash}

// nameUse tells a folder's use by its name, where the server does not: as mail
// programs name them in the languages of the mail package.
var nameUse = map[string]Use{
	"drafts": UseDrafts, "draft": UseDrafts, "entwürfe": UseDrafts, "brouillons": UseDrafts, "borradores": UseDrafts, "bozze": UseDrafts, "rascunhos": UseDrafts, "concepten": UseDrafts,
	"utkast": UseDrafts, "kladder": UseDrafts, "kopie robocze": UseDrafts, "szkice": UseDrafts,
	"sent": UseSent, "sent items": UseSent, "sent mail": UseSent, "sent messages": UseSent, "gesendet": UseSent, "gesendete objekte": UseSent, "gesendete elemente": UseSent, "envoyés": UseSent,
	"éléments envoyés": UseSent, "messages envoyés": UseSent, "enviados": UseSent, "elementos enviados": UseSent, "inviati": UseSent, "posta inviata": UseSent, "itens enviados": UseSent, "verzonden": UseSent, "verzonden items": UseSent,
	"skickat": UseSent, "sendt": UseSent, "wysłane": UseSent,
	"trash": UseTrash, "deleted": UseTrash, "deleted items": UseTrash, "deleted messages": UseTrash, "bin": UseTrash, "papierkorb": UseTrash, "gelöschte elemente": UseTrash, "corbeille": UseTrash, "papelera": UseTrash,
	"cestino": UseTrash, "lixeira": UseTrash, "lixo": UseTrash, "prullenbak": UseTrash, "papperskorgen": UseTrash, "papirkurv": UseTrash, "kosz": UseTrash,
	"junk": UseJunk, "junk e-mail": UseJunk, "junk email": UseJunk, "spam": UseJunk, "bulk mail": UseJunk, "spamverdacht": UseJunk, "courrier indésirable": UseJunk, "correo no deseado": UseJunk, "posta indesiderata": UseJunk,
	"lixo eletrônico": UseJunk, "ongewenste e-mail": UseJunk, "skräppost": UseJunk, "søppelpost": UseJunk,
	"archive": UseArchive, "archives": UseArchive, "archiv": UseArchive, "archivo": UseArchive, "archivio": UseArchive, "arquivo": UseArchive, "archief": UseArchive,
	"all mail": UseAll, "alle nachrichten": UseAll, "tous les messages": UseAll, "todos": UseAll,
}

// useOf tells what a folder is for, and whether the server itself said so.
func useOf(name string, delimiter rune, attrs []imap.MailboxAttr) (use Use, marked bool) {
	if strings.EqualFold(name, "INBOX") {
		return UseInbox, true
	}
	for _, a := range attrs {
		for attr, use := range attrUse {
			if strings.EqualFold(string(a), string(attr)) {
				return use, true
			}
		}
	}
	if delimiter != 0 {
		name = name[strings.LastIndex(name, string(delimiter))+1:]
	}
	return nameUse[strings.ToLower(name)], false
}
