// generated from spec/openapi.yaml, examples of sendOTP (sha256 dfe2453aaea8883387bdb8e605adc92da4fa798b4ee4f6580f4c26be128113cb) by npm run generate

/** The examples of `sendOTP`: requests by name, responses by result code. */
export const sendOtpExamples = {
  "requests": {
    "MOBILE_BY_DEFAULT": {
      "acquirerId": "SANDBOX_ACQP",
      "pspId": "SANDBOX_MPP",
      "accessToken": "sandbox:SUCCESS"
    },
    "MOBILE": {
      "acquirerId": "1022172000000000001",
      "pspId": "1022172000000000002",
      "accessToken": "281010033AB2F588D14B43238637264FCA5AAF35xxxx",
      "verifyType": "MOBILE"
    },
    "EMAIL": {
      "acquirerId": "SANDBOX_ACQP",
      "pspId": "SANDBOX_MPP",
      "accessToken": "sandbox:SUCCESS",
      "verifyType": "EMAIL"
    },
    "NULL_VERIFY_TYPE": {
      "acquirerId": "SANDBOX_ACQP",
      "pspId": "SANDBOX_MPP",
      "accessToken": "sandbox:SUCCESS",
      "verifyType": null
    },
    "UNKNOWN_PARAMETER": {
      "acquirerId": "SANDBOX_ACQP",
      "pspId": "SANDBOX_MPP",
      "accessToken": "sandbox:SUCCESS",
      "locale": "en_US"
    }
  },
  "responses": {
    "SUCCESS": {
      "result": {
        "resultStatus": "S",
        "resultCode": "SUCCESS",
        "resultMessage": "Success"
      },
      "verifyRequestId": "20261123000000000000000000000001"
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
    "OTP_SEND_TIMES_EXCEED_LIMIT": {
      "result": {
        "resultStatus": "F",
        "resultCode": "OTP_SEND_TIMES_EXCEED_LIMIT",
        "resultMessage": "The times of sending OTP exceed the limit."
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
