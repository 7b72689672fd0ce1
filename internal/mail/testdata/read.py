"""Reads mails with Python's email package, for comparison (quality R8).

Standard input: for each mail its length in a line, then its bytes.
Standard output: for each mail a line of JSON.
"""
import email, email.policy, email.utils, json, sys


def field(m, name):
    try:
        return str(m[name] or "")
    except Exception:
        return ""


def read(raw):
    m = email.message_from_bytes(raw, policy=email.policy.default)
    out = {"subject": field(m, "Subject"), "from": "", "date": 0, "text": None}
    try:
        out["from"] = m["From"].addresses[0].addr_spec
    except Exception:
        out["from"] = email.utils.parseaddr(field(m, "From"))[1]
    try:
        out["date"] = int(m["Date"].datetime.timestamp())
    except Exception:
        out["date"] = 0
    try:
        body = m.get_body(preferencelist=("plain",))
        if body is not None:
            out["text"] = body.get_content()
    except Exception:
        out["text"] = None
    return out


def main():
    src = sys.stdin.buffer
    while line := src.readline():
        try:
            out = read(src.read(int(line)))
        except Exception as e:
            out = {"error": repr(e)}
        print(json.dumps(out))


main()
