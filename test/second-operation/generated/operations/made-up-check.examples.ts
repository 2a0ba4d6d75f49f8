// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, examples of madeUpCheck (sha256 9f58da24bd9ddcbf200b270d4777257d70f3fd440871ddf09fcf7d8fc20a0e8e) by npm run generate

/** The examples of `madeUpCheck`: requests by name, responses by result code. */
export const madeUpCheckExamples = {
  "requests": {
    "PLAIN": {
      "acquirerId": "SANDBOX_ACQP",
      "pspId": "SANDBOX_MPP",
      "accessToken": "sandbox:SUCCESS",
      "verifyRequestId": "20261123000000000000000000000001",
      "typedCode": "123456"
    }
  },
  "responses": {
    "SUCCESS": {
      "result": {
        "resultStatus": "S",
        "resultCode": "SUCCESS",
        "resultMessage": "Success"
      },
      "checkedAt": "2026-11-23T00:00:01Z"
    },
    "MADE_UP_CODE_WRONG": {
      "result": {
        "resultStatus": "F",
        "resultCode": "MADE_UP_CODE_WRONG",
        "resultMessage": "Made up. The code is wrong."
      }
    },
    "ACCESS_DENIED": {
      "result": {
        "resultStatus": "F",
        "resultCode": "ACCESS_DENIED",
        "resultMessage": "Access is denied."
      }
    },
    "EXPIRED_ACCESS_TOKEN": {
      "result": {
        "resultStatus": "F",
        "resultCode": "EXPIRED_ACCESS_TOKEN",
        "resultMessage": "The access token is expired."
      }
    },
    "INVALID_CLIENT": {
      "result": {
        "resultStatus": "F",
        "resultCode": "INVALID_CLIENT",
        "resultMessage": "The client is invalid."
      }
    },
    "INVALID_SIGNATURE": {
      "result": {
        "resultStatus": "F",
        "resultCode": "INVALID_SIGNATURE",
        "resultMessage": "The signature is invalid."
      }
    },
    "INVALID_TOKEN": {
      "result": {
        "resultStatus": "F",
        "resultCode": "INVALID_TOKEN",
        "resultMessage": "The access token is invalid."
      }
    },
    "KEY_NOT_FOUND": {
      "result": {
        "resultStatus": "F",
        "resultCode": "KEY_NOT_FOUND",
        "resultMessage": "The key is not found."
      }
    },
    "MEDIA_TYPE_NOT_ACCEPTABLE": {
      "result": {
        "resultStatus": "F",
        "resultCode": "MEDIA_TYPE_NOT_ACCEPTABLE",
        "resultMessage": "The server does not implement the media type that is acceptable to the client."
      }
    },
    "METHOD_NOT_SUPPORTED": {
      "result": {
        "resultStatus": "F",
        "resultCode": "METHOD_NOT_SUPPORTED",
        "resultMessage": "The server does not implement the requested HTTPS method."
      }
    },
    "NO_INTERFACE_DEF": {
      "result": {
        "resultStatus": "F",
        "resultCode": "NO_INTERFACE_DEF",
        "resultMessage": "API is not defined."
      }
    },
    "PARAM_ILLEGAL": {
      "result": {
        "resultStatus": "F",
        "resultCode": "PARAM_ILLEGAL",
        "resultMessage": "Illegal parameters. For example, non-numeric input, invalid date."
      }
    },
    "PROCESS_FAIL": {
      "result": {
        "resultStatus": "F",
        "resultCode": "PROCESS_FAIL",
        "resultMessage": "A general business failure occurred. Do not retry."
      }
    },
    "USER_NOT_EXIST": {
      "result": {
        "resultStatus": "F",
        "resultCode": "USER_NOT_EXIST",
        "resultMessage": "The user does not exist."
      }
    },
    "USER_STATUS_ABNORMAL": {
      "result": {
        "resultStatus": "F",
        "resultCode": "USER_STATUS_ABNORMAL",
        "resultMessage": "The user status is abnormal."
      }
    },
    "REQUEST_TRAFFIC_EXCEED_LIMIT": {
      "result": {
        "resultStatus": "U",
        "resultCode": "REQUEST_TRAFFIC_EXCEED_LIMIT",
        "resultMessage": "The request traffic exceeds the limit."
      }
    },
    "UNKNOWN_EXCEPTION": {
      "result": {
        "resultStatus": "U",
        "resultCode": "UNKNOWN_EXCEPTION",
        "resultMessage": "An API call failed, which is caused by unknown reasons."
      }
    }
  }
} as const;
