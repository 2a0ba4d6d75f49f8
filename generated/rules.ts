// generated from spec/openapi.yaml (sha256 ea411e340dbf28d2c2db7cb4736064afd84a0f3ba844ae8e8b52152396e3e7dc) by npm run generate

/** Every rule of the contract: its sentence and where it comes from. */
export const rules = {
  "CALL-1": {
    "text": "Alipay+ calls the MPP: the MPP is the server. HTTPS, `POST`.",
    "source": [
      "seed",
      "overview"
    ]
  },
  "CALL-2": {
    "text": "Path `/aps/api/v1/users/sendOTP`, matched exactly (case, no trailing slash); the version is in the path. The MPP's host (and a path prefix, if it has one) is its own.",
    "source": [
      "api-list"
    ]
  },
  "CALL-3": {
    "text": "A message has a header and a body; the body is JSON in UTF-8.",
    "source": [
      "seed",
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
    "text": "Request: `Request-Time` required, ISO 8601, extended form `YYYY-MM-DDThh:mm:ss[.fraction]` with a zone `Z`, `+hh:mm` or `+hhmm`; samples in the wild: `2019-04-04T12:08:56+05:30`, `2019-05-28T12:12:12+08:00`, `2025-02-20T08:51:49.09Z` (any number of fraction digits). Not a date → `PARAM_ILLEGAL` (the seed's own example for that code is an invalid date).",
    "source": [
      "overview",
      "seed"
    ]
  },
  "HDR-3": {
    "text": "Request: `Signature` required: `algorithm=RSA256, keyVersion=1, signature=<value>`; comma-separated `key=value` pairs, with or without blanks after the comma, in any order; the value may itself contain `=`. `algorithm` is case-insensitive and defaults to RSA256; `keyVersion` defaults to the newest key.",
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
    "text": "Response: `Client-Id` (the caller's, echoed), `Response-Time` (ISO 8601 with zone), `Signature` (same form), `Content-Type: application/json; charset=UTF-8`.",
    "source": [
      "overview",
      "signature"
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
    "text": "The caller signs with its private key and is verified with its public key by `Client-Id` and `keyVersion`; the MPP signs its response with its own private key. Several key versions live side by side during a rotation.",
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
    "text": "The same signed message again within the tolerance (a network resend or a replay) gets the first one's outcome back: no second OTP, same `verifyRequestId`, and never two outcomes when both arrive at once.",
    "source": [
      "ours"
    ]
  },
  "REQ-1": {
    "text": "Every value is a JSON string (arrays aside): `20` and `true` are illegal, `\"20\"` and `\"true\"` are how they are written.",
    "source": [
      "seed"
    ]
  },
  "REQ-2": {
    "text": "An optional parameter may be left out.",
    "source": [
      "seed"
    ]
  },
  "REQ-3": {
    "text": "An optional parameter may be `null`, which means the same as left out.",
    "source": [
      "seed"
    ]
  },
  "REQ-4": {
    "text": "An optional parameter must not be `\"\"`.",
    "source": [
      "seed"
    ]
  },
  "REQ-5": {
    "text": "`acquirerId` required, 1 to 64 characters.",
    "source": [
      "seed"
    ]
  },
  "REQ-6": {
    "text": "`pspId` required, 1 to 64 characters.",
    "source": [
      "seed"
    ]
  },
  "REQ-7": {
    "text": "`accessToken` required, 1 to 128 characters; it specifies the user.",
    "source": [
      "seed"
    ]
  },
  "REQ-8": {
    "text": "`verifyType` optional: `MOBILE` or `EMAIL`; default `MOBILE`.",
    "source": [
      "seed"
    ]
  },
  "REQ-9": {
    "text": "Breaking any of the above, a body that is not a JSON object, or not JSON → `PARAM_ILLEGAL`.",
    "source": [
      "seed"
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
      "seed"
    ]
  },
  "RES-2": {
    "text": "The sending succeeded → `resultStatus` `S`, `resultCode` `SUCCESS`.",
    "source": [
      "seed"
    ]
  },
  "RES-3": {
    "text": "The sending failed → `F` and a code of the table whose value is `F`.",
    "source": [
      "seed"
    ]
  },
  "RES-4": {
    "text": "The result is unknown → `U` and a code of the table whose value is `U`.",
    "source": [
      "seed"
    ]
  },
  "RES-5": {
    "text": "`verifyRequestId` is returned with `S`; 1 to 64 characters; unique to one OTP.",
    "source": [
      "seed"
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
      "seed"
    ]
  },
  "RES-8": {
    "text": "The outcome is carried by `result`; the HTTP status is 200 whatever the outcome (the vendor's SDKs treat any other status as a transport failure and never read the body).",
    "source": [
      "ours",
      "vendor SDK"
    ]
  },
  "RES-9": {
    "text": "A caller accepts a code it does not know and goes by `resultStatus`.",
    "source": [
      "seed"
    ]
  },
  "RES-10": {
    "text": "`S` only after the OTP is stored and handed to the channel; never `S` for an OTP that was not sent.",
    "source": [
      "seed"
    ]
  },
  "RC-1": {
    "text": "SUCCESS (S): The OTP was sent.",
    "source": [
      "seed"
    ]
  },
  "RC-2": {
    "text": "ACCESS_DENIED (F): The caller is known but not allowed - acquirerId or pspId is not its own, or Request-Time is outside the tolerance.",
    "source": [
      "seed"
    ]
  },
  "RC-3": {
    "text": "EXPIRED_ACCESS_TOKEN (F): The token was valid once.",
    "source": [
      "seed"
    ]
  },
  "RC-4": {
    "text": "INVALID_CLIENT (F): Client-Id is missing or unknown.",
    "source": [
      "seed"
    ]
  },
  "RC-5": {
    "text": "INVALID_SIGNATURE (F): Signature is missing or malformed, names another algorithm, or does not verify.",
    "source": [
      "seed"
    ]
  },
  "RC-6": {
    "text": "INVALID_TOKEN (F): The token was never valid, or was cancelled.",
    "source": [
      "seed"
    ]
  },
  "RC-7": {
    "text": "KEY_NOT_FOUND (F): keyVersion names no key of this client.",
    "source": [
      "seed"
    ]
  },
  "RC-8": {
    "text": "MEDIA_TYPE_NOT_ACCEPTABLE (F): Accept excludes JSON, or Content-Type, charset or content encoding is other than plain JSON in UTF-8.",
    "source": [
      "seed"
    ]
  },
  "RC-9": {
    "text": "METHOD_NOT_SUPPORTED (F): The method is anything but POST.",
    "source": [
      "seed"
    ]
  },
  "RC-10": {
    "text": "NO_INTERFACE_DEF (F): The path is any other than the operation's.",
    "source": [
      "seed"
    ]
  },
  "RC-11": {
    "text": "OTP_SEND_TIMES_EXCEED_LIMIT (F): This user's sending limit is reached.",
    "source": [
      "seed"
    ]
  },
  "RC-12": {
    "text": "PARAM_ILLEGAL (F): The body is not the JSON object that the schema describes or is too large, or Request-Time is not a date.",
    "source": [
      "seed"
    ]
  },
  "RC-13": {
    "text": "PROCESS_FAIL (F): The channel refused the message for good, or the user has no phone or e-mail address for this verifyType.",
    "source": [
      "seed"
    ]
  },
  "RC-14": {
    "text": "USER_NOT_EXIST (F): The token is valid, but its user is gone.",
    "source": [
      "seed"
    ]
  },
  "RC-15": {
    "text": "USER_STATUS_ABNORMAL (F): The user is frozen, closed or otherwise barred.",
    "source": [
      "seed"
    ]
  },
  "RC-16": {
    "text": "REQUEST_TRAFFIC_EXCEED_LIMIT (U): Too many requests came from this caller, or the server sheds load. Nothing was sent.",
    "source": [
      "seed"
    ]
  },
  "RC-17": {
    "text": "UNKNOWN_EXCEPTION (U): Anything unforeseen, such as a store or a channel that does not answer in time.",
    "source": [
      "seed"
    ]
  }
} as const;

export type RuleId = keyof typeof rules;
