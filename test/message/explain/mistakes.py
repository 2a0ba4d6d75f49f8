"""Makes the mistakes that a caller in Python makes: one JSON object per line, see other-languages.test.ts."""
import base64, hashlib, html, json, os, sys, time as clock, unicodedata
from datetime import datetime, timezone, timedelta
from urllib.parse import quote, quote_plus, unquote, unquote_plus
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

key = serialization.load_pem_private_key(os.environ["KEY"].encode(), None)
path, client_id, now = os.environ["SIGNED_PATH"], os.environ["CLIENT_ID"], os.environ["TIME"]
fields = {"acquirerId": "102", "pspId": "Café <a&b>/x", "accessToken": "281010033AB2/+x", "verifyType": None}
plain = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
query = "?a=b%20c"


def content(body, path=path, client_id=client_id, time=now):
    return f"POST {path}\n{client_id}.{time}.".encode() + (body.encode() if isinstance(body, str) else body)


def emit(ids, made, signed, body=plain, target=path, time=now, pad=padding.PKCS1v15(), hash=hashes.SHA256(), encode=None):
    signature = key.sign(signed if isinstance(signed, bytes) else signed.encode(), pad, hash)
    encode = encode or (lambda value: quote(base64.b64encode(value), safe=""))
    print(json.dumps({
        "ids": ids.split(), "made": made, "userAgent": "python-requests/2.32.3", "target": target, "time": time,
        "signature": "algorithm=RSA256, keyVersion=1, signature=" + encode(signature),
        "body": base64.b64encode(body.encode() if isinstance(body, str) else body).decode(),
    }))


emit("body-spaced body-non-ascii-escaped", "json.dumps for signing, a compact writer for sending", content(json.dumps(fields)))
emit("body-spaced", "json.dumps with its blanks", content(json.dumps(fields, ensure_ascii=False)))
emit("body-compact", "json.dumps sent, compact signed", content(plain), json.dumps(fields, ensure_ascii=False))
emit("body-non-ascii-escaped", "ensure_ascii", content(json.dumps(fields, separators=(",", ":"))))
emit("body-pretty", "indent=4 signed", content(json.dumps(fields, ensure_ascii=False, indent=4)))
emit("body-key-order", "sort_keys", content(json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)))
emit("body-null-dropped", "None left out", content(json.dumps({k: v for k, v in fields.items() if v is not None}, ensure_ascii=False, separators=(",", ":"))))
emit("body-normalised", "NFD", content(unicodedata.normalize("NFD", plain)))
emit("body-wrong-charset", "UTF-8 decoded as latin-1", content(plain.encode().decode("latin-1")))
emit("body-wrong-charset", "encoded as latin-1", content(plain.encode("latin-1")))
emit("body-html-escaped", "html.escape", content(html.escape(plain, quote=False)))
emit("body-trailing-newline", "a file that ends with a line feed", content(plain + "\n"))
emit("body-bom", "utf-8-sig", content(plain), plain.encode("utf-8-sig"))
emit("path-query", "request.path", content(plain), target=path + query)
emit("path-encoding", "unquote", content(plain, path=path + unquote(query)), target=path + query)
emit("path-full-url", "request.url", content(plain, path="https://mpp.example.com" + path))
emit("method-case", "post", content(plain).replace(b"POST", b"post"))
moment = datetime.fromisoformat(now.replace("Z", "+00:00"))
emit("time-zone", "isoformat() in another zone", content(plain, time=moment.astimezone(timezone(timedelta(hours=8))).isoformat(timespec="milliseconds")))
emit("time-epoch", "time.time()", content(plain, time=str(int(moment.timestamp()))))
emit("time-fraction", "timespec seconds", content(plain, time=now.split(".")[0] + "Z"))
emit("line-feed-crlf", "a file in text mode on Windows", content(plain).replace(b"\n", b"\r\n"))
emit("line-feed-written-out", "a raw string", content(plain).replace(b"\n", rb"\n"))
emit("hash-twice", "hexdigest signed", hashlib.sha256(content(plain)).hexdigest())
emit("hash-sha-1", "SHA1", content(plain), hash=hashes.SHA1())
emit("hash-sha-512", "SHA512", content(plain), hash=hashes.SHA512())
emit("padding-pss", "PSS, the longest salt", content(plain), pad=padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH))
emit("padding-pss", "PSS, a salt of the hash's length", content(plain), pad=padding.PSS(padding.MGF1(hashes.SHA256()), 32))
emit("signature-hex", "signature.hex()", content(plain), encode=lambda value: value.hex())
emit("signature-line-breaks", "encodebytes", content(plain), encode=lambda value: quote(base64.encodebytes(value), safe=""))
emit("signature-plus-to-blank", "unquote_plus over plain base64", content(plain), encode=lambda value: unquote_plus(base64.b64encode(value).decode()))
emit("signature-url-encoded-twice", "quote twice", content(plain), encode=lambda value: quote(quote(base64.b64encode(value), safe=""), safe=""))
