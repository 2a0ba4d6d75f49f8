// generated from spec/openapi.yaml (sha256 5d2f60b97fee4bf627ca1c2b77b40ed16f5316b35c62dee3c135c9d4bf6f8d0a) by npm run generate

/** The OpenAPI 3.1 document, every reference in one file. */
export const document: Readonly<Record<string, unknown>> = {
  "openapi": "3.1.0",
  "info": {
    "title": "sendOTP",
    "version": "1.0.0",
    "summary": "Alipay+ requests a Mobile Payment Provider to send a one-time password to a user.",
    "description": "During a risk check Alipay+ verifies that the person at the phone is the owner of the wallet. It calls the\n**Mobile Payment Provider** (MPP, called *PSP* in field names) and requests it to send that user a one-time password\n(OTP). The MPP is the server, Alipay+ is the client. There is one operation: `sendOTP`.\n\n## Message and signature\n\nA message consists of an HTTP header and a JSON body in UTF-8. Each side signs its messages with its own RSA private\nkey and verifies the other side's messages with the other side's public key. The *content to be signed* is this text.\nIts line break is one line feed, and every part is taken **exactly as it is on the wire**:\n\n```text\nPOST <path with query>\n<Client-Id>.<time>.<body>\n```\n\nThe time is `Request-Time` in a request and `Response-Time` in a response. The first word is `POST` also in the\nresponse to a request with another method. Of a request target in absolute form (`http://host/path?query`) only the\npath and the query are signed.\n\nSign the content with SHA256withRSA (PKCS#1 v1.5, a key of 2048 bits or more), encode the signature in base64, URL-encode\nthe base64 text, and send it in the `Signature` header:\n\n```text\nalgorithm=RSA256, keyVersion=1, signature=ju0g…%3D%3D\n```\n\nEvery response is signed, also the response to a caller whose `Client-Id` is unknown: its `Client-Id` in the content to\nbe signed is the value that the caller sent, or empty.\n\nWhen a signature does not verify, the cause is usually one of these:\n\n- The body was parsed and serialised again before it was signed or verified.\n- A proxy changed the path.\n- The time in the header differs from the time that was signed.\n- The key belongs to another party or to another `keyVersion`.\n\n## What the signature does not cover\n\nThe content to be signed of a response contains the path, the `Client-Id` and the time, but nothing of the request.\nWhoever can exchange two responses on the wire can present the `S` of one user as the `S` of another. TLS prevents this:\na caller uses `https:` for every host except loopback. Rule SIG-10 limits the time in which an old response is accepted:\na caller refuses a response whose `Response-Time` is earlier than its own `Request-Time`, or later than now, by more than\nthe tolerance.\n\n## Outcome\n\nThe HTTP status is always 200. The outcome is in `result`: `S` the OTP was sent, `F` the OTP was not sent, `U` the\nresult is unknown. Each result code has exactly one status and exactly one message. For a code that they do not know,\ncallers fall back to `resultStatus`.\n\n## Sources of the rules\n\nEvery rule has an id (`REQ-4`, `SIG-3`, …) and a source. *sendOTP page* is the vendor's page on sendOTP and takes\nprecedence. *overview*, *signature*, *idempotency*, *api-list* and *risk-control* are the vendor's public pages on message\nstructure, signing, idempotency, endpoints and risk control. *vendor SDK* is the behaviour of the vendor's libraries.\n*ours* is a decision of this project where all other sources are silent.\n",
    "contact": {
      "name": "The maintainers of sendotp-contract (SECURITY.md and the issue tracker of the project)"
    },
    "license": {
      "name": "Apache-2.0",
      "identifier": "Apache-2.0"
    }
  },
  "servers": [
    {
      "url": "https://{host}{prefix}",
      "description": "The MPP's server. `host` is the host that the MPP registered at Alipay+, with the port if it is not 443. `prefix` is\nthe path in front of the operation's path, such as `/mpp/gateway`: usually empty, and part of the signed path.\n",
      "variables": {
        "host": {
          "default": "mpp.example.net"
        },
        "prefix": {
          "default": ""
        }
      }
    },
    {
      "url": "http://127.0.0.1:8080",
      "description": "The sandbox server of this project (`npm start`)."
    }
  ],
  "tags": [
    {
      "name": "otp",
      "description": "One-time passwords for a risk check."
    }
  ],
  "security": [],
  "paths": {
    "/aps/api/v1/users/sendOTP": {
      "post": {
        "operationId": "sendOTP",
        "summary": "Send a one-time password to a user",
        "description": "The MPP finds the user by `accessToken`, generates an OTP, stores it for the later check, and hands it to the\nchannel of `verifyType`. It returns `S` only after the OTP is stored and handed over.\n\nThe path is matched exactly: with another case, a trailing slash or another version it is a different path. A query\nstring is part of the content to be signed and is otherwise ignored. A request target in absolute form\n(`http://host/path?query`) is the same call as its path and query: the server removes scheme and authority before it\nmatches the path and verifies the signature.\n\nThe same signed message again within the tolerance, by a retry or by a replay, gets the outcome of the first one:\nno second OTP is sent, and `verifyRequestId` is the same. Two messages are the same if their content to be signed is\nthe same (path with query, `Client-Id`, `Request-Time`, body), whatever way the signature is written and whatever the\nother headers are. A message whose signature does not verify is not compared with others. `F` is kept as `S` is.\n`REQUEST_TRAFFIC_EXCEED_LIMIT` is not kept. `UNKNOWN_EXCEPTION` is kept: a resend never sends a second OTP.\n",
        "tags": [
          "otp"
        ],
        "x-rule": [
          "CALL-1",
          "CALL-2",
          "CALL-3",
          "CALL-4",
          "SIG-9",
          "RES-10"
        ],
        "x-plain-example": "MOBILE",
        "x-secrets": [
          "accessToken"
        ],
        "x-loggable": [
          "acquirerId",
          "pspId"
        ],
        "x-result-codes": {
          "common": [
            "SUCCESS",
            "ACCESS_DENIED",
            "EXPIRED_ACCESS_TOKEN",
            "INVALID_CLIENT",
            "INVALID_SIGNATURE",
            "INVALID_TOKEN",
            "KEY_NOT_FOUND",
            "MEDIA_TYPE_NOT_ACCEPTABLE",
            "METHOD_NOT_SUPPORTED",
            "NO_INTERFACE_DEF",
            "PARAM_ILLEGAL",
            "PROCESS_FAIL",
            "USER_NOT_EXIST",
            "USER_STATUS_ABNORMAL",
            "REQUEST_TRAFFIC_EXCEED_LIMIT",
            "UNKNOWN_EXCEPTION"
          ],
          "own": {
            "OTP_SEND_TIMES_EXCEED_LIMIT": {
              "rule": "RC-11",
              "status": "F",
              "message": "The times of sending OTP exceed the limit.",
              "when": "This user's sending limit is reached. The limit is the MPP's own, but each access token can be used for at least 3 OTPs a day.",
              "source": [
                "sendOTP page",
                "risk-control"
              ],
              "retry": "never",
              "advice": "Ask the user to use the OTP that was already received, or to try again later."
            }
          }
        },
        "x-order-of-checks": [
          {
            "check": "acquirerId and pspId",
            "codes": [
              "ACCESS_DENIED"
            ]
          },
          {
            "check": "token",
            "codes": [
              "INVALID_TOKEN",
              "EXPIRED_ACCESS_TOKEN"
            ]
          },
          {
            "check": "user",
            "codes": [
              "USER_NOT_EXIST",
              "USER_STATUS_ABNORMAL"
            ]
          },
          {
            "check": "sending limit",
            "codes": [
              "OTP_SEND_TIMES_EXCEED_LIMIT"
            ]
          },
          {
            "check": "sending",
            "codes": [
              "PROCESS_FAIL",
              "UNKNOWN_EXCEPTION",
              "SUCCESS"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/ClientId"
          },
          {
            "$ref": "#/components/parameters/RequestTime"
          },
          {
            "$ref": "#/components/parameters/Signature"
          },
          {
            "$ref": "#/components/parameters/AgentToken"
          }
        ],
        "requestBody": {
          "description": "The acquirer, the MPP, the user, and the channel for the OTP.",
          "required": true,
          "x-rule": [
            "CALL-3",
            "HDR-4",
            "REQ-9"
          ],
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/SendOtpRequest"
              },
              "examples": {
                "MOBILE_BY_DEFAULT": {
                  "$ref": "#/components/examples/MOBILE_BY_DEFAULT"
                },
                "MOBILE": {
                  "$ref": "#/components/examples/MOBILE"
                },
                "EMAIL": {
                  "$ref": "#/components/examples/EMAIL"
                },
                "NULL_VERIFY_TYPE": {
                  "$ref": "#/components/examples/NULL_VERIFY_TYPE"
                },
                "UNKNOWN_PARAMETER": {
                  "$ref": "#/components/examples/UNKNOWN_PARAMETER"
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Every outcome; `result` contains it. No outcome has another HTTP status: the vendor's Java, Python and PHP SDKs\ntreat any other status as a transport failure and do not read the body.\n\nThe MPP writes the header names in lower case on the wire, as HTTP/2 does: the vendor's PHP and Python SDKs look\nthem up case-sensitively in lower case, and the PHP SDK skips the verification without a message when it does\nnot find them.\n",
            "x-rule": [
              "RES-8",
              "HDR-6"
            ],
            "headers": {
              "Client-Id": {
                "$ref": "#/components/headers/Client-Id"
              },
              "Response-Time": {
                "$ref": "#/components/headers/Response-Time"
              },
              "Signature": {
                "$ref": "#/components/headers/Signature"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/SendOtpResponse"
                },
                "examples": {
                  "SUCCESS": {
                    "$ref": "#/components/examples/SUCCESS"
                  },
                  "ACCESS_DENIED": {
                    "$ref": "#/components/examples/ACCESS_DENIED"
                  },
                  "EXPIRED_ACCESS_TOKEN": {
                    "$ref": "#/components/examples/EXPIRED_ACCESS_TOKEN"
                  },
                  "INVALID_CLIENT": {
                    "$ref": "#/components/examples/INVALID_CLIENT"
                  },
                  "INVALID_SIGNATURE": {
                    "$ref": "#/components/examples/INVALID_SIGNATURE"
                  },
                  "INVALID_TOKEN": {
                    "$ref": "#/components/examples/INVALID_TOKEN"
                  },
                  "KEY_NOT_FOUND": {
                    "$ref": "#/components/examples/KEY_NOT_FOUND"
                  },
                  "MEDIA_TYPE_NOT_ACCEPTABLE": {
                    "$ref": "#/components/examples/MEDIA_TYPE_NOT_ACCEPTABLE"
                  },
                  "METHOD_NOT_SUPPORTED": {
                    "$ref": "#/components/examples/METHOD_NOT_SUPPORTED"
                  },
                  "NO_INTERFACE_DEF": {
                    "$ref": "#/components/examples/NO_INTERFACE_DEF"
                  },
                  "OTP_SEND_TIMES_EXCEED_LIMIT": {
                    "$ref": "#/components/examples/OTP_SEND_TIMES_EXCEED_LIMIT"
                  },
                  "PARAM_ILLEGAL": {
                    "$ref": "#/components/examples/PARAM_ILLEGAL"
                  },
                  "PROCESS_FAIL": {
                    "$ref": "#/components/examples/PROCESS_FAIL"
                  },
                  "USER_NOT_EXIST": {
                    "$ref": "#/components/examples/USER_NOT_EXIST"
                  },
                  "USER_STATUS_ABNORMAL": {
                    "$ref": "#/components/examples/USER_STATUS_ABNORMAL"
                  },
                  "REQUEST_TRAFFIC_EXCEED_LIMIT": {
                    "$ref": "#/components/examples/REQUEST_TRAFFIC_EXCEED_LIMIT"
                  },
                  "UNKNOWN_EXCEPTION": {
                    "$ref": "#/components/examples/UNKNOWN_EXCEPTION"
                  }
                }
              }
            }
          }
        }
      }
    }
  },
  "components": {
    "parameters": {
      "ClientId": {
        "name": "Client-Id",
        "in": "header",
        "required": true,
        "description": "Identifies the caller. The signature is verified with the public keys that are registered for it.",
        "x-rule": [
          "HDR-1"
        ],
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 128,
          "pattern": "^[!-~]+$"
        },
        "example": "SANDBOX_ALIPAY_PLUS"
      },
      "RequestTime": {
        "name": "Request-Time",
        "in": "header",
        "required": true,
        "description": "Time of signing: ISO 8601, extended form, with `Z` or an offset (`+05:30` or `+0530`) and any number of fraction\ndigits. A date that does not exist is `PARAM_ILLEGAL`, and so are epoch milliseconds. A time that differs from the\nserver's clock by more than the tolerance (default 10 minutes) is `ACCESS_DENIED`.\n",
        "x-rule": [
          "HDR-2",
          "SIG-8"
        ],
        "schema": {
          "type": "string",
          "minLength": 20,
          "maxLength": 16384,
          "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})$"
        },
        "examples": {
          "UTC": {
            "summary": "UTC, with two fraction digits",
            "value": "2025-02-20T08:51:49.09Z"
          },
          "OFFSET": {
            "summary": "With an offset",
            "value": "2019-04-04T12:08:56+05:30"
          }
        }
      },
      "Signature": {
        "name": "Signature",
        "in": "header",
        "required": true,
        "description": "`key=value` pairs in any order, separated by commas, with or without blanks or tabs before and after a comma. A\nvalue may itself contain `=`. `algorithm` is `RSA256`, in upper or lower case; default `RSA256`. `keyVersion` names\nthe key; default: the newest key. `signature` is the signature in base64, URL-encoded; plain base64 and base64url\nare also accepted.\n",
        "x-rule": [
          "HDR-3",
          "SIG-1",
          "SIG-4"
        ],
        "schema": {
          "type": "string",
          "minLength": 11,
          "maxLength": 16384,
          "pattern": "(^|,[ \\t]*)signature=[A-Za-z0-9+/_=%-]+"
        },
        "example": "algorithm=RSA256, keyVersion=1, signature=ju0gwPClpUelapobB8gBANzkiy%2FBs1VqhxS8jJhVKfXCVvS37PkOPh2tPlWsml8N7FwwnxCD5gM%2FhgiuP1CyayJvvZsd61ydRFvQExUKS6spCt2YmYS4B8CtM9328%2FHXg7Wvc5WPsscs8RzS2lT84oRYKBQGf%2BnwDqaKRCB4QzXQMK3pWwChiCFFtth%2Bn%2BEknbQ6bpp7Dx4thIAp21nJBVfYG7G2izpfxxfyqUmZ8%2F49BGKN7VkM23qty%2FcStLkGKbqrgK74jMa3x4AxRdzr%2BEuTiVFMWyaykgSZ8niucVZX30lutGx1lvQwAgZI3qfw3RPwCIy4xcbbB%2BiMY1hqhQ%3D%3D"
      },
      "AgentToken": {
        "name": "Agent-Token",
        "in": "header",
        "required": false,
        "description": "Passed through to the MPP's code. It is never required, and no rule depends on it.",
        "x-rule": [
          "HDR-5"
        ],
        "schema": {
          "type": "string",
          "minLength": 0,
          "maxLength": 16384
        },
        "example": "agent-7"
      }
    },
    "headers": {
      "Client-Id": {
        "description": "The `Client-Id` of the request; empty if the request has none. It is part of the content to be signed.",
        "required": true,
        "x-rule": [
          "HDR-6"
        ],
        "schema": {
          "type": "string",
          "minLength": 0,
          "maxLength": 16384
        },
        "example": "SANDBOX_ALIPAY_PLUS"
      },
      "Response-Time": {
        "description": "Time of signing, in the form of `Request-Time`. A caller refuses a response that is too old (SIG-10).",
        "required": true,
        "x-rule": [
          "HDR-2",
          "HDR-6",
          "SIG-10"
        ],
        "schema": {
          "type": "string",
          "minLength": 20,
          "maxLength": 64,
          "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})$"
        },
        "example": "2026-11-23T00:00:01.234Z"
      },
      "Signature": {
        "description": "The MPP's signature of this response, in the form of the request's `Signature`. The signature is base64 **and**\nURL-encoded: the vendor's SDKs do not verify it otherwise. A caller accepts a response without `Signature` and\n`Response-Time` only if its status is `F` or `U`, and never a response with only one of the two.\n",
        "required": true,
        "x-rule": [
          "HDR-6",
          "SIG-2",
          "SIG-7"
        ],
        "schema": {
          "type": "string",
          "minLength": 11,
          "maxLength": 16384,
          "pattern": "(^|,[ \\t]*)signature=[A-Za-z0-9+/_=%-]+"
        },
        "example": "algorithm=RSA256, keyVersion=1, signature=KlpttU6BTpmoFxDCQJs2kC60iM2SvLsUh5SRjQuf8ncyg9IH7kyfSR6ngJMhVvZHRsjR%2Fo4fxnW0FR%2Fv2TY6xq6fDJP8PnrQ0z0tL%2Bq3Mb%2B5TS8bJKro8OA719YDGHlcG2WFTBkSdywKqK6r1Kdr%2BDnQdBnFNii5%2F2f2Mu4gu0bfcP1t2YnGPCyGzur7wvW54aD7atmVvUqqVk1JSAhoHBzocZsKVOmhjBVSnXlDSJ%2BbFg4kYgDlonNS9qQOmfLz%2Buixcco19nLgbr0o7iY57S6Sex3seNXlukmEtpH1L6ffeqdVO8SDpCA2ttcQoNj%2FAUpVFMq5dBuk4LBjpeHUFg%3D%3D"
      }
    },
    "schemas": {
      "SendOtpRequest": {
        "type": "object",
        "description": "Every value is a JSON string: `\"20\"`, not `20`. An optional parameter may be left out or `null`, but not `\"\"`.\nLengths count characters (Unicode code points). Parameters that are not in this contract are ignored.\n",
        "x-rule": [
          "REQ-1",
          "REQ-2",
          "REQ-3",
          "REQ-4",
          "REQ-9",
          "REQ-10",
          "REQ-11"
        ],
        "required": [
          "acquirerId",
          "pspId",
          "accessToken"
        ],
        "properties": {
          "acquirerId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64,
            "description": "The id that Alipay+ assigned to the acquirer (Acquiring Service Provider, ACQP) of the payment.",
            "x-rule": [
              "REQ-5"
            ],
            "examples": [
              "1022172000000000001"
            ]
          },
          "pspId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64,
            "description": "The id that Alipay+ assigned to the MPP that is called.",
            "x-rule": [
              "REQ-6"
            ],
            "examples": [
              "1022172000000000002"
            ]
          },
          "accessToken": {
            "type": "string",
            "minLength": 1,
            "maxLength": 128,
            "description": "The MPP's token for one of its users, the one who gets the OTP. It is a secret - keep it out of logs.",
            "x-rule": [
              "REQ-7"
            ],
            "examples": [
              "281010033AB2F588D14B43238637264FCA5AAF35xxxx"
            ]
          },
          "verifyType": {
            "$ref": "#/components/schemas/VerifyType"
          }
        }
      },
      "VerifyType": {
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "MOBILE",
          "EMAIL",
          null
        ],
        "default": "MOBILE",
        "description": "The channel for the OTP: `MOBILE` sends it to the user's mobile phone, `EMAIL` to the user's e-mail address.\nLeft out or `null` means `MOBILE`.\n",
        "x-rule": [
          "REQ-3",
          "REQ-8",
          "RES-7"
        ]
      },
      "SendOtpResponse": {
        "description": "The outcome. `result.resultStatus` tells the three variants apart.",
        "x-rule": [
          "RES-1",
          "RES-8"
        ],
        "oneOf": [
          {
            "$ref": "#/components/schemas/OtpSent"
          },
          {
            "$ref": "#/components/schemas/OtpNotSent"
          },
          {
            "$ref": "#/components/schemas/OtpUnknown"
          }
        ]
      },
      "OtpSent": {
        "type": "object",
        "title": "Sent (S)",
        "description": "The OTP is stored and handed to the channel.",
        "x-rule": [
          "RES-2",
          "RES-5",
          "RES-10"
        ],
        "required": [
          "result",
          "verifyRequestId"
        ],
        "properties": {
          "result": {
            "$ref": "#/components/schemas/ResultS"
          },
          "verifyRequestId": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64,
            "description": "The MPP's id of this OTP, unique to it. Alipay+ sends it back, together with the code that the user entered,\nwhen it checks the OTP.\n",
            "x-rule": [
              "RES-5"
            ],
            "examples": [
              "20261123000000000000000000000001"
            ]
          }
        }
      },
      "OtpNotSent": {
        "type": "object",
        "title": "Not sent (F)",
        "description": "No OTP was sent. The same request fails the same way again.",
        "x-rule": [
          "RES-3",
          "RES-6"
        ],
        "required": [
          "result"
        ],
        "not": {
          "required": [
            "verifyRequestId"
          ],
          "properties": {
            "verifyRequestId": {}
          }
        },
        "properties": {
          "result": {
            "$ref": "#/components/schemas/ResultF"
          }
        }
      },
      "OtpUnknown": {
        "type": "object",
        "title": "Unknown (U)",
        "description": "Whether an OTP was sent is unknown, or the server did not try because of too much traffic.",
        "x-rule": [
          "RES-4",
          "RES-6"
        ],
        "required": [
          "result"
        ],
        "not": {
          "required": [
            "verifyRequestId"
          ],
          "properties": {
            "verifyRequestId": {}
          }
        },
        "properties": {
          "result": {
            "$ref": "#/components/schemas/ResultU"
          }
        }
      },
      "ResultS": {
        "type": "object",
        "description": "The result if the OTP was sent.",
        "x-rule": [
          "RES-1",
          "RES-2"
        ],
        "required": [
          "resultStatus",
          "resultCode"
        ],
        "properties": {
          "resultStatus": {
            "type": "string",
            "const": "S",
            "description": "Sent."
          },
          "resultCode": {
            "type": "string",
            "const": "SUCCESS",
            "description": "The only code of this status."
          },
          "resultMessage": {
            "$ref": "#/components/schemas/ResultMessage"
          }
        }
      },
      "ResultF": {
        "type": "object",
        "description": "The result if the OTP was not sent.",
        "x-rule": [
          "RES-1",
          "RES-3"
        ],
        "required": [
          "resultStatus",
          "resultCode"
        ],
        "properties": {
          "resultStatus": {
            "type": "string",
            "const": "F",
            "description": "Failed."
          },
          "resultCode": {
            "type": "string",
            "description": "The reason. Each of these codes always has the status `F`.",
            "enum": [
              "ACCESS_DENIED",
              "EXPIRED_ACCESS_TOKEN",
              "INVALID_CLIENT",
              "INVALID_SIGNATURE",
              "INVALID_TOKEN",
              "KEY_NOT_FOUND",
              "MEDIA_TYPE_NOT_ACCEPTABLE",
              "METHOD_NOT_SUPPORTED",
              "NO_INTERFACE_DEF",
              "OTP_SEND_TIMES_EXCEED_LIMIT",
              "PARAM_ILLEGAL",
              "PROCESS_FAIL",
              "USER_NOT_EXIST",
              "USER_STATUS_ABNORMAL"
            ]
          },
          "resultMessage": {
            "$ref": "#/components/schemas/ResultMessage"
          }
        }
      },
      "ResultU": {
        "type": "object",
        "description": "The result if it is unknown whether the OTP was sent.",
        "x-rule": [
          "RES-1",
          "RES-4"
        ],
        "required": [
          "resultStatus",
          "resultCode"
        ],
        "properties": {
          "resultStatus": {
            "type": "string",
            "const": "U",
            "description": "Unknown."
          },
          "resultCode": {
            "type": "string",
            "description": "The reason. Each of these codes always has the status `U`.",
            "enum": [
              "REQUEST_TRAFFIC_EXCEED_LIMIT",
              "UNKNOWN_EXCEPTION"
            ]
          },
          "resultMessage": {
            "$ref": "#/components/schemas/ResultMessage"
          }
        }
      },
      "ResultMessage": {
        "type": "string",
        "minLength": 1,
        "maxLength": 256,
        "description": "The message of the code, for people. Programs use status and code.",
        "x-rule": [
          "RES-1"
        ]
      }
    },
    "examples": {
      "MOBILE_BY_DEFAULT": {
        "summary": "To the mobile phone, by default",
        "value": {
          "acquirerId": "SANDBOX_ACQP",
          "pspId": "SANDBOX_MPP",
          "accessToken": "sandbox:SUCCESS"
        }
      },
      "MOBILE": {
        "summary": "To the mobile phone, with verifyType MOBILE",
        "value": {
          "acquirerId": "1022172000000000001",
          "pspId": "1022172000000000002",
          "accessToken": "281010033AB2F588D14B43238637264FCA5AAF35xxxx",
          "verifyType": "MOBILE"
        }
      },
      "EMAIL": {
        "summary": "To the e-mail address",
        "value": {
          "acquirerId": "SANDBOX_ACQP",
          "pspId": "SANDBOX_MPP",
          "accessToken": "sandbox:SUCCESS",
          "verifyType": "EMAIL"
        }
      },
      "NULL_VERIFY_TYPE": {
        "summary": "null means the same as left out",
        "value": {
          "acquirerId": "SANDBOX_ACQP",
          "pspId": "SANDBOX_MPP",
          "accessToken": "sandbox:SUCCESS",
          "verifyType": null
        }
      },
      "UNKNOWN_PARAMETER": {
        "summary": "A parameter that is not in this contract is ignored",
        "value": {
          "acquirerId": "SANDBOX_ACQP",
          "pspId": "SANDBOX_MPP",
          "accessToken": "sandbox:SUCCESS",
          "locale": "en_US"
        }
      },
      "SUCCESS": {
        "summary": "The OTP was sent",
        "value": {
          "result": {
            "resultStatus": "S",
            "resultCode": "SUCCESS",
            "resultMessage": "Success"
          },
          "verifyRequestId": "20261123000000000000000000000001"
        }
      },
      "ACCESS_DENIED": {
        "summary": "The caller is known but not allowed to do this",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "ACCESS_DENIED",
            "resultMessage": "Access is denied."
          }
        }
      },
      "EXPIRED_ACCESS_TOKEN": {
        "summary": "The token was valid once",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "EXPIRED_ACCESS_TOKEN",
            "resultMessage": "The access token is expired."
          }
        }
      },
      "INVALID_CLIENT": {
        "summary": "Client-Id is missing or unknown",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "INVALID_CLIENT",
            "resultMessage": "The client is invalid."
          }
        }
      },
      "INVALID_SIGNATURE": {
        "summary": "The signature is missing or malformed, or does not verify",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "INVALID_SIGNATURE",
            "resultMessage": "The signature is invalid."
          }
        }
      },
      "INVALID_TOKEN": {
        "summary": "The token was never valid, or was cancelled",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "INVALID_TOKEN",
            "resultMessage": "The access token is invalid."
          }
        }
      },
      "KEY_NOT_FOUND": {
        "summary": "keyVersion names no key of this client",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "KEY_NOT_FOUND",
            "resultMessage": "The key is not found."
          }
        }
      },
      "MEDIA_TYPE_NOT_ACCEPTABLE": {
        "summary": "A media type other than JSON in UTF-8 was sent or requested",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "MEDIA_TYPE_NOT_ACCEPTABLE",
            "resultMessage": "The server does not implement the media type that is acceptable to the client."
          }
        }
      },
      "METHOD_NOT_SUPPORTED": {
        "summary": "The method is not POST",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "METHOD_NOT_SUPPORTED",
            "resultMessage": "The server does not implement the requested HTTPS method."
          }
        }
      },
      "NO_INTERFACE_DEF": {
        "summary": "No operation has this path",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "NO_INTERFACE_DEF",
            "resultMessage": "API is not defined."
          }
        }
      },
      "OTP_SEND_TIMES_EXCEED_LIMIT": {
        "summary": "The user's sending limit is reached",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "OTP_SEND_TIMES_EXCEED_LIMIT",
            "resultMessage": "The times of sending OTP exceed the limit."
          }
        }
      },
      "PARAM_ILLEGAL": {
        "summary": "The body or Request-Time is illegal",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "PARAM_ILLEGAL",
            "resultMessage": "Illegal parameters. For example, non-numeric input, invalid date."
          }
        }
      },
      "PROCESS_FAIL": {
        "summary": "The channel refused the message permanently, or the user has no address for it",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "PROCESS_FAIL",
            "resultMessage": "A general business failure occurred. Do not retry."
          }
        }
      },
      "USER_NOT_EXIST": {
        "summary": "The token is valid, but its user no longer exists",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "USER_NOT_EXIST",
            "resultMessage": "The user does not exist."
          }
        }
      },
      "USER_STATUS_ABNORMAL": {
        "summary": "The user is frozen, closed or otherwise barred",
        "value": {
          "result": {
            "resultStatus": "F",
            "resultCode": "USER_STATUS_ABNORMAL",
            "resultMessage": "The user status is abnormal."
          }
        }
      },
      "REQUEST_TRAFFIC_EXCEED_LIMIT": {
        "summary": "Too many requests; nothing was sent",
        "value": {
          "result": {
            "resultStatus": "U",
            "resultCode": "REQUEST_TRAFFIC_EXCEED_LIMIT",
            "resultMessage": "The request traffic exceeds the limit."
          }
        }
      },
      "UNKNOWN_EXCEPTION": {
        "summary": "An unforeseen error; it is unknown whether the OTP was sent",
        "value": {
          "result": {
            "resultStatus": "U",
            "resultCode": "UNKNOWN_EXCEPTION",
            "resultMessage": "An API call failed, which is caused by unknown reasons."
          }
        }
      }
    }
  },
  "x-result-codes": {
    "SUCCESS": {
      "rule": "RC-1",
      "status": "S",
      "message": "Success",
      "when": "The OTP was sent.",
      "retry": "never",
      "advice": "Keep verifyRequestId for the check of the code that the user enters."
    },
    "ACCESS_DENIED": {
      "rule": "RC-2",
      "status": "F",
      "message": "Access is denied.",
      "when": "The caller is known but not allowed - acquirerId or pspId is not its own, or Request-Time is outside the tolerance.",
      "retry": "never",
      "advice": "Compare acquirerId and pspId with the agreement, and check the caller's clock."
    },
    "EXPIRED_ACCESS_TOKEN": {
      "rule": "RC-3",
      "status": "F",
      "message": "The access token is expired.",
      "when": "The token was valid once.",
      "retry": "never",
      "advice": "Get a new access token for the user."
    },
    "INVALID_CLIENT": {
      "rule": "RC-4",
      "status": "F",
      "message": "The client is invalid.",
      "when": "Client-Id is missing or unknown.",
      "retry": "never",
      "advice": "Send the Client-Id that the MPP has registered. Sandbox and production use different ones."
    },
    "INVALID_SIGNATURE": {
      "rule": "RC-5",
      "status": "F",
      "message": "The signature is invalid.",
      "when": "Signature is missing or malformed, names another algorithm, or does not verify.",
      "retry": "never",
      "advice": "Compare the content to be signed of both sides byte by byte, then the keys."
    },
    "INVALID_TOKEN": {
      "rule": "RC-6",
      "status": "F",
      "message": "The access token is invalid.",
      "when": "The token was never valid, or was cancelled.",
      "retry": "never",
      "advice": "Ask the user to bind the wallet again."
    },
    "KEY_NOT_FOUND": {
      "rule": "RC-7",
      "status": "F",
      "message": "The key is not found.",
      "when": "keyVersion names no key of this client.",
      "retry": "never",
      "advice": "Send the keyVersion under which the MPP has registered the public key."
    },
    "MEDIA_TYPE_NOT_ACCEPTABLE": {
      "rule": "RC-8",
      "status": "F",
      "message": "The server does not implement the media type that is acceptable to the client.",
      "when": "Accept excludes JSON, or Content-Type, charset or content encoding is not plain JSON in UTF-8.",
      "retry": "never",
      "advice": "Send Content-Type: application/json; charset=UTF-8, no content encoding, and an Accept header that allows JSON."
    },
    "METHOD_NOT_SUPPORTED": {
      "rule": "RC-9",
      "status": "F",
      "message": "The server does not implement the requested HTTPS method.",
      "when": "The method is not POST.",
      "retry": "never",
      "advice": "Use POST."
    },
    "NO_INTERFACE_DEF": {
      "rule": "RC-10",
      "status": "F",
      "message": "API is not defined.",
      "when": "No operation has this path.",
      "retry": "never",
      "advice": "Check the path - case, version, trailing slash, and the MPP's path prefix."
    },
    "PARAM_ILLEGAL": {
      "rule": "RC-12",
      "status": "F",
      "message": "Illegal parameters. For example, non-numeric input, invalid date.",
      "when": "The body is not JSON, does not match the schema or is too large, or Request-Time is not a date.",
      "retry": "never",
      "advice": "Compare the body with the schema, and Request-Time with ISO 8601."
    },
    "PROCESS_FAIL": {
      "rule": "RC-13",
      "status": "F",
      "message": "A general business failure occurred. Do not retry.",
      "when": "The channel refused the message permanently, or the user has no phone or e-mail address for this verifyType.",
      "retry": "never",
      "advice": "Offer the user the other verifyType or another way of verification."
    },
    "USER_NOT_EXIST": {
      "rule": "RC-14",
      "status": "F",
      "message": "The user does not exist.",
      "when": "The token is valid, but its user no longer exists.",
      "retry": "never",
      "advice": "Remove the binding; the user has left the MPP."
    },
    "USER_STATUS_ABNORMAL": {
      "rule": "RC-15",
      "status": "F",
      "message": "The user status is abnormal.",
      "when": "The user is frozen, closed or otherwise barred.",
      "retry": "never",
      "advice": "Refer the user to the MPP's support."
    },
    "REQUEST_TRAFFIC_EXCEED_LIMIT": {
      "rule": "RC-16",
      "status": "U",
      "message": "The request traffic exceeds the limit.",
      "when": "There are too many requests from this caller, or the server sheds load. Nothing was sent.",
      "retry": "backoff",
      "advice": "Try again with a growing delay."
    },
    "UNKNOWN_EXCEPTION": {
      "rule": "RC-17",
      "status": "U",
      "message": "An API call failed, which is caused by unknown reasons.",
      "when": "An unforeseen error, such as a store or a channel that does not respond in time.",
      "retry": "same-bytes",
      "advice": "The OTP may have been sent. Resending the same signed bytes is safe; a newly signed request may send a second OTP."
    }
  },
  "x-order-of-checks": [
    {
      "check": "path",
      "codes": [
        "NO_INTERFACE_DEF"
      ]
    },
    {
      "check": "method",
      "codes": [
        "METHOD_NOT_SUPPORTED"
      ]
    },
    {
      "check": "media type",
      "codes": [
        "MEDIA_TYPE_NOT_ACCEPTABLE"
      ]
    },
    {
      "check": "body size",
      "codes": [
        "PARAM_ILLEGAL"
      ]
    },
    {
      "check": "Client-Id",
      "codes": [
        "INVALID_CLIENT"
      ]
    },
    {
      "check": "Request-Time is well-formed",
      "codes": [
        "PARAM_ILLEGAL"
      ]
    },
    {
      "check": "Signature is well-formed",
      "codes": [
        "INVALID_SIGNATURE"
      ]
    },
    {
      "check": "key",
      "codes": [
        "KEY_NOT_FOUND"
      ]
    },
    {
      "check": "signature verifies",
      "codes": [
        "INVALID_SIGNATURE"
      ]
    },
    {
      "check": "Request-Time is in tolerance",
      "codes": [
        "ACCESS_DENIED"
      ]
    },
    {
      "check": "traffic",
      "codes": [
        "REQUEST_TRAFFIC_EXCEED_LIMIT"
      ]
    },
    {
      "check": "body against the schema",
      "codes": [
        "PARAM_ILLEGAL"
      ]
    },
    {
      "check": "replay",
      "codes": []
    }
  ],
  "x-sandbox": {
    "clientId": "SANDBOX_ALIPAY_PLUS",
    "keyVersion": "1",
    "olderKeyVersion": "0",
    "throttledClientId": "SANDBOX_THROTTLED",
    "acquirerId": "SANDBOX_ACQP",
    "pspId": "SANDBOX_MPP",
    "tokenPrefix": "sandbox:",
    "noEmailToken": "sandbox:NO_EMAIL"
  },
  "x-rules": {
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
    }
  },
  "x-generated": "generated from spec/openapi.yaml (sha256 5d2f60b97fee4bf627ca1c2b77b40ed16f5316b35c62dee3c135c9d4bf6f8d0a) by npm run generate"
};
