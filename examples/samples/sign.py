"""Signs and verifies sendOTP messages; needs the package cryptography. The body comes from standard input.

sign.py sign   private.pem PATH CLIENT_ID TIME              prints the value of the Signature header
sign.py verify public.pem PATH CLIENT_ID TIME SIGNATURE     ends with 0 if the signature verifies, else with 1
sign.py call   private.pem mpp.public.pem URL CLIENT_ID     signs, sends, verifies the response, prints its body
"""
import base64, datetime, sys, urllib.parse, urllib.request
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding


def content(path: str, client_id: str, time: str, body: bytes) -> bytes:
    """The exact bytes on the wire: never json.dumps(json.loads(body))."""
    return f"POST {path}\n{client_id}.{time}.".encode() + body


def sign(private_pem: bytes, *parts) -> str:
    key = serialization.load_pem_private_key(private_pem, password=None)
    signature = base64.b64encode(key.sign(content(*parts), padding.PKCS1v15(), hashes.SHA256()))
    return "algorithm=RSA256, keyVersion=1, signature=" + urllib.parse.quote(signature, safe="")


def verify(public_pem: bytes, header: str, *parts) -> bool:
    pairs = dict(pair.strip().partition("=")[::2] for pair in header.split(","))
    if len(pairs) <= header.count(","):  # a repeated key (HDR-3)
        return False
    key = serialization.load_pem_public_key(public_pem)
    try:
        # unquote, not unquote_plus: a plus is a character of base64. The decoder takes base64url and plain base64.
        signature = base64.urlsafe_b64decode(urllib.parse.unquote(pairs.get("signature", "")) + "==")
        key.verify(signature, content(*parts), padding.PKCS1v15(), hashes.SHA256())
        return pairs.get("algorithm", "RSA256").upper() == "RSA256"
    except (InvalidSignature, ValueError):
        return False


def call(private_pem: bytes, mpp_pem: bytes, url: str, client_id: str, body: bytes) -> bytes:
    target = urllib.parse.urlsplit(url)
    path = target.path + (f"?{target.query}" if target.query else "")
    time = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = {"Content-Type": "application/json; charset=UTF-8", "Client-Id": client_id,
               "Request-Time": time, "Signature": sign(private_pem, path, client_id, time, body)}
    with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as response:
        received = response.read()
        answer = response.headers
    if not verify(mpp_pem, answer.get("Signature", ""), path, client_id, answer["Response-Time"], received):
        raise SystemExit("the signature of the response does not verify")
    return received


if __name__ == "__main__":
    command, key_file, *rest = sys.argv[1:]
    key, body = open(key_file, "rb").read(), sys.stdin.buffer.read()
    if command == "sign":
        print(sign(key, *rest, body))
    elif command == "verify":
        sys.exit(0 if verify(key, rest[3], *rest[:3], body) else 1)
    else:
        sys.stdout.buffer.write(call(key, open(rest[0], "rb").read(), *rest[1:], body))
