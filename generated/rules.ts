// generated from spec/openapi.yaml, x-rules (sha256 9ea4d209991ddb1ca6f177b1992ba7d97c7eda02bb7c180829b389dc240491bb) by npm run generate

/** Every rule of the contract: its sentence and where it comes from. */
export const rules = {
  "CALL-1": {
    "text": "Alipay+ calls the MPP: the MPP is the server. HTTPS, `POST`.",
    "source": [
      "sendOTP page",
      "overview"
    ]
  },
  "CALL-2": {
    "text": "Path `/aps/api/v1/users/sendOTP`, matched exactly (case, no trailing slash); the version is in the path. The MPP's host (and a path prefix, if it has one) is its own. A request target in absolute form (`http://host/path?query`) is the same call as its path and query: scheme and authority are set aside before matching and signing (RFC 9112 §3.2.2 says MUST; the vendor's Python SDK sends nothing else).",
    "source": [
      "api-list",
      "vendor SDK"
    ]
  },
  "CALL-3": {
    "text": "A message has a header and a body; the body is JSON in UTF-8.",
    "source": [
      "sendOTP page",
      "overview"
    ]
  },
  "CALL-4": {
    "text": "A query string is part of what is signed, and otherwise ignored.",
    "source": [
      "ours"
    ]
  },
  "HDR-1": {
    "text": "Request: `Client-Id` required, identifies the caller and which keys apply.",
    "source": [
      "overview"
    ]
  },
  "HDR-2": {
    "text": "Request: `Request-Time` required, ISO 8601, extended form `YYYY-MM-DDThh:mm:ss[.fraction]` with a zone `Z`, `+hh:mm` or `+hhmm`; samples in the wild: `2019-04-04T12:08:56+05:30`, `2019-05-28T12:12:12+08:00`, `2025-02-20T08:51:49.09Z` (any number of fraction digits). Not a date → `PARAM_ILLEGAL` (the sendOTP page's own example for that code is an invalid date). The vendor's merchant-side Java and Go SDKs send epoch milliseconds (13 digits): not the contract, so `PARAM_ILLEGAL`, but the log says what was seen, and a server may be set to take it.",
    "source": [
      "overview",
      "sendOTP page",
      "vendor SDK"
    ]
  },
  "HDR-3": {
    "text": "Request: `Signature` required: `algorithm=RSA256, keyVersion=1, signature=<value>`; comma-separated `key=value` pairs, with or without blanks or tabs before and after the comma (RFC 9110 §5.6.1), in any order; the value may itself contain `=`. `algorithm` is case-insensitive and defaults to RSA256; `keyVersion` defaults to the newest key.",
    "source": [
      "overview"
    ]
  },
  "HDR-4": {
    "text": "Request: `Content-Type` optional; `application/json; charset=UTF-8` when present. Absent means JSON.",
    "source": [
      "overview"
    ]
  },
  "HDR-5": {
    "text": "Request: `Agent-Token` optional, passed through, never required.",
    "source": [
      "overview"
    ]
  },
  "HDR-6": {
    "text": "Response: `Client-Id` (the caller's, echoed), `Response-Time` (ISO 8601 with zone), `Signature` (same form, its value base64 **and** URL-encoded: no vendor SDK verifies it otherwise), `Content-Type: application/json; charset=UTF-8`. We write the names in lower case on the wire, as HTTP/2 does: the vendor's PHP and Python SDKs look them up case-sensitively in lower case, and PHP then skips the verification in silence.",
    "source": [
      "overview",
      "signature",
      "vendor SDK"
    ]
  },
  "SIG-1": {
    "text": "Content to be signed, request: `POST <path-with-query>\\n<Client-Id>.<Request-Time>.<body>`",
    "source": [
      "signature"
    ]
  },
  "SIG-2": {
    "text": "Content to be signed, response: `POST <path-with-query>\\n<Client-Id>.<Response-Time>.<body>`",
    "source": [
      "signature"
    ]
  },
  "SIG-3": {
    "text": "The body is the exact bytes on the wire, never re-serialised JSON; the header values are the exact strings sent.",
    "source": [
      "signature"
    ]
  },
  "SIG-4": {
    "text": "RSA256 = SHA256withRSA, PKCS#1 v1.5, 2048-bit keys or larger; then base64, then URL-encoded (`+` → `%2B`, `/` → `%2F`, `=` → `%3D`). Accept when reading: URL-encoded, plain base64 and base64url.",
    "source": [
      "signature",
      "vendor SDK"
    ]
  },
  "SIG-5": {
    "text": "The caller signs with its private key and is verified with its public key by `Client-Id` and `keyVersion`; the MPP signs its response with its own private key. Several key versions live side by side during a rotation. Sandbox and production keys differ.",
    "source": [
      "signature"
    ]
  },
  "SIG-6": {
    "text": "Keys come as PEM or as the bare base64 DER that the vendor's key tool prints (PKCS#8 private, X.509 SubjectPublicKeyInfo public). Accept both. A private key where a public one belongs, an EC key or a key under 2048 bits is refused when the program starts, with a message that says which.",
    "source": [
      "vendor SDK"
    ]
  },
  "SIG-7": {
    "text": "A caller reading a response: unsigned is accepted only for `F` and `U`; an unsigned `S`, or a response with only one of `Signature` and `Response-Time`, is refused.",
    "source": [
      "vendor SDK"
    ]
  },
  "SIG-8": {
    "text": "`Request-Time` further than a tolerance (default 10 minutes) from now → `ACCESS_DENIED`.",
    "source": [
      "ours"
    ]
  },
  "SIG-9": {
    "text": "The same signed message again within the tolerance (a network resend or a replay) gets the first one's outcome back: no second OTP, same `verifyRequestId`, and never two outcomes when both arrive at once. The same message = the same content to be signed (path with query, `Client-Id`, `Request-Time`, body), however its signature is written and whatever other headers say; one that fails verification is nobody's message. `F` is kept like `S`. `REQUEST_TRAFFIC_EXCEED_LIMIT` is not kept; `UNKNOWN_EXCEPTION` is, and a resend never sends a second OTP.",
    "source": [
      "ours"
    ]
  },
  "SIG-10": {
    "text": "A caller refuses a response whose `Response-Time` is earlier than its own `Request-Time`, or later than now, by more than the tolerance: an old response is a replay.",
    "source": [
      "ours"
    ]
  },
  "REQ-1": {
    "text": "Every value is a JSON string (arrays aside): `20` and `true` are illegal, `\"20\"` and `\"true\"` are how they are written.",
    "source": [
      "sendOTP page"
    ]
  },
  "REQ-2": {
    "text": "An optional parameter may be left out.",
    "source": [
      "sendOTP page"
    ]
  },
  "REQ-3": {
    "text": "An optional parameter may be `null`, which means the same as left out.",
    "source": [
      "sendOTP page"
    ]
  },
  "REQ-4": {
    "text": "An optional parameter must not be `\"\"`.",
    "source": [
      "sendOTP page"
    ]
  },
  "REQ-5": {
    "text": "`acquirerId` required, 1 to 64 characters.",
    "source": [
      "sendOTP page"
    ]
  },
  "REQ-6": {
    "text": "`pspId` required, 1 to 64 characters.",
    "source": [
      "sendOTP page"
    ]
  },
  "REQ-7": {
    "text": "`accessToken` required, 1 to 128 characters; it specifies the user.",
    "source": [
      "sendOTP page"
    ]
  },
  "REQ-8": {
    "text": "`verifyType` optional: `MOBILE` or `EMAIL`; default `MOBILE`.",
    "source": [
      "sendOTP page"
    ]
  },
  "REQ-9": {
    "text": "Breaking any of the above, a body that is not a JSON object, or not JSON → `PARAM_ILLEGAL`.",
    "source": [
      "sendOTP page"
    ]
  },
  "REQ-10": {
    "text": "Parameters this contract does not know are accepted and ignored (the vendor adds some over time).",
    "source": [
      "ours"
    ]
  },
  "REQ-11": {
    "text": "Length counts characters (code points), not bytes or UTF-16 units.",
    "source": [
      "ours"
    ]
  },
  "RES-1": {
    "text": "`result` required, an object: `resultStatus` and `resultCode` required, `resultMessage` the text of the table.",
    "source": [
      "sendOTP page"
    ]
  },
  "RES-2": {
    "text": "The sending succeeded → `resultStatus` `S`, `resultCode` `SUCCESS`.",
    "source": [
      "sendOTP page"
    ]
  },
  "RES-3": {
    "text": "The sending failed → `F` and a code of the table whose value is `F`.",
    "source": [
      "sendOTP page"
    ]
  },
  "RES-4": {
    "text": "The result is unknown → `U` and a code of the table whose value is `U`.",
    "source": [
      "sendOTP page"
    ]
  },
  "RES-5": {
    "text": "`verifyRequestId` is returned with `S`; 1 to 64 characters; unique to one OTP.",
    "source": [
      "sendOTP page"
    ]
  },
  "RES-6": {
    "text": "`verifyRequestId` is not returned with `F` or `U`.",
    "source": [
      "ours"
    ]
  },
  "RES-7": {
    "text": "The OTP goes to the user's mobile phone for `MOBILE`, to the user's e-mail for `EMAIL`.",
    "source": [
      "sendOTP page"
    ]
  },
  "RES-8": {
    "text": "The outcome is carried by `result`; the HTTP status is 200 whatever the outcome (the vendor's Java, Python and PHP SDKs treat any other status as a transport failure and never read the body; Go's does not look).",
    "source": [
      "ours",
      "vendor SDK"
    ]
  },
  "RES-9": {
    "text": "A caller accepts a code it does not know and goes by `resultStatus`.",
    "source": [
      "sendOTP page"
    ]
  },
  "RES-10": {
    "text": "`S` only after the OTP is stored and handed to the channel; never `S` for an OTP that was not sent.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-1": {
    "text": "SUCCESS (S): The OTP was sent.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-2": {
    "text": "ACCESS_DENIED (F): The caller is known but not allowed - acquirerId or pspId is not its own, or Request-Time is outside the tolerance.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-3": {
    "text": "EXPIRED_ACCESS_TOKEN (F): The token was valid once.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-4": {
    "text": "INVALID_CLIENT (F): Client-Id is missing or unknown.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-5": {
    "text": "INVALID_SIGNATURE (F): Signature is missing or malformed, names another algorithm, or does not verify.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-6": {
    "text": "INVALID_TOKEN (F): The token was never valid, or was cancelled.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-7": {
    "text": "KEY_NOT_FOUND (F): keyVersion names no key of this client.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-8": {
    "text": "MEDIA_TYPE_NOT_ACCEPTABLE (F): Accept excludes JSON, or Content-Type, charset or content encoding is not plain JSON in UTF-8.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-9": {
    "text": "METHOD_NOT_SUPPORTED (F): The method is not POST.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-10": {
    "text": "NO_INTERFACE_DEF (F): No operation has this path.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-11": {
    "text": "OTP_SEND_TIMES_EXCEED_LIMIT (F): This user's sending limit is reached. The limit is the MPP's own, but each access token can be used for at least 3 OTPs a day.",
    "source": [
      "sendOTP page",
      "risk-control"
    ]
  },
  "RC-12": {
    "text": "PARAM_ILLEGAL (F): The body is not JSON, does not match the schema or is too large, or Request-Time is not a date.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-13": {
    "text": "PROCESS_FAIL (F): The channel refused the message permanently, or the user has no phone or e-mail address for this verifyType.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-14": {
    "text": "USER_NOT_EXIST (F): The token is valid, but its user no longer exists.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-15": {
    "text": "USER_STATUS_ABNORMAL (F): The user is frozen, closed or otherwise barred.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-16": {
    "text": "REQUEST_TRAFFIC_EXCEED_LIMIT (U): There are too many requests from this caller, or the server sheds load. Nothing was sent.",
    "source": [
      "sendOTP page"
    ]
  },
  "RC-17": {
    "text": "UNKNOWN_EXCEPTION (U): An unforeseen error, such as a store or a channel that does not respond in time.",
    "source": [
      "sendOTP page"
    ]
  }
} as const;
