// @ts-nocheck
// generated from spec/openapi.yaml, operation sendOTP (sha256 0807568f214a008f97006ff9b92d51bff2f39a4e325da7f9a6bc23f44a44b685) by npm run generate

import type { Validator } from '../../spec/contract.js';
import type { SendOtpRequest, SendOtpResponse } from '../openapi.js';

var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// <stdin>
var validateSendOtpRequest = validate21;
var schema33 = { "type": ["string", "null"], "enum": ["MOBILE", "EMAIL", null], "default": "MOBILE", "description": "The channel for the OTP: `MOBILE` sends it to the user's mobile phone, `EMAIL` to the user's e-mail address.\nLeft out or `null` means `MOBILE`.\n", "x-rule": ["REQ-3", "REQ-8", "RES-7"] };
var func1 = require_ucs2length().default;
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate21.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.acquirerId === void 0 && (missing0 = "acquirerId") || data.pspId === void 0 && (missing0 = "pspId") || data.accessToken === void 0 && (missing0 = "accessToken")) {
        validate21.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        if (data.acquirerId !== void 0) {
          let data0 = data.acquirerId;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (typeof data0 === "string") {
              if (func1(data0) > 64) {
                validate21.errors = [{ instancePath: instancePath + "/acquirerId", schemaPath: "#/properties/acquirerId/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }];
                return false;
              } else {
                if (func1(data0) < 1) {
                  validate21.errors = [{ instancePath: instancePath + "/acquirerId", schemaPath: "#/properties/acquirerId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                  return false;
                }
              }
            } else {
              validate21.errors = [{ instancePath: instancePath + "/acquirerId", schemaPath: "#/properties/acquirerId/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.pspId !== void 0) {
            let data1 = data.pspId;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (typeof data1 === "string") {
                if (func1(data1) > 64) {
                  validate21.errors = [{ instancePath: instancePath + "/pspId", schemaPath: "#/properties/pspId/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }];
                  return false;
                } else {
                  if (func1(data1) < 1) {
                    validate21.errors = [{ instancePath: instancePath + "/pspId", schemaPath: "#/properties/pspId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                    return false;
                  }
                }
              } else {
                validate21.errors = [{ instancePath: instancePath + "/pspId", schemaPath: "#/properties/pspId/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.accessToken !== void 0) {
              let data2 = data.accessToken;
              const _errs5 = errors;
              if (errors === _errs5) {
                if (typeof data2 === "string") {
                  if (func1(data2) > 128) {
                    validate21.errors = [{ instancePath: instancePath + "/accessToken", schemaPath: "#/properties/accessToken/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }];
                    return false;
                  } else {
                    if (func1(data2) < 1) {
                      validate21.errors = [{ instancePath: instancePath + "/accessToken", schemaPath: "#/properties/accessToken/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                      return false;
                    }
                  }
                } else {
                  validate21.errors = [{ instancePath: instancePath + "/accessToken", schemaPath: "#/properties/accessToken/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.verifyType !== void 0) {
                let data3 = data.verifyType;
                const _errs7 = errors;
                if (typeof data3 !== "string" && data3 !== null) {
                  validate21.errors = [{ instancePath: instancePath + "/verifyType", schemaPath: "#/components/schemas/VerifyType/type", keyword: "type", params: { type: schema33.type }, message: "must be string,null" }];
                  return false;
                }
                if (!(data3 === "MOBILE" || data3 === "EMAIL" || data3 === null)) {
                  validate21.errors = [{ instancePath: instancePath + "/verifyType", schemaPath: "#/components/schemas/VerifyType/enum", keyword: "enum", params: { allowedValues: schema33.enum }, message: "must be equal to one of the allowed values" }];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate21.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { "props": { "acquirerId": true, "pspId": true, "accessToken": true, "verifyType": true }, "dynamicProps": false, "dynamicItems": false };
var validateSendOtpResponse = validate22;
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate24.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.resultStatus === void 0 && (missing0 = "resultStatus") || data.resultCode === void 0 && (missing0 = "resultCode")) {
        validate24.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        if (data.resultStatus !== void 0) {
          let data0 = data.resultStatus;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate24.errors = [{ instancePath: instancePath + "/resultStatus", schemaPath: "#/properties/resultStatus/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
          if ("S" !== data0) {
            validate24.errors = [{ instancePath: instancePath + "/resultStatus", schemaPath: "#/properties/resultStatus/const", keyword: "const", params: { allowedValue: "S" }, message: "must be equal to constant" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.resultCode !== void 0) {
            let data1 = data.resultCode;
            const _errs3 = errors;
            if (typeof data1 !== "string") {
              validate24.errors = [{ instancePath: instancePath + "/resultCode", schemaPath: "#/properties/resultCode/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
            if ("SUCCESS" !== data1) {
              validate24.errors = [{ instancePath: instancePath + "/resultCode", schemaPath: "#/properties/resultCode/const", keyword: "const", params: { allowedValue: "SUCCESS" }, message: "must be equal to constant" }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.resultMessage !== void 0) {
              let data2 = data.resultMessage;
              const _errs5 = errors;
              const _errs6 = errors;
              if (errors === _errs6) {
                if (typeof data2 === "string") {
                  if (func1(data2) > 256) {
                    validate24.errors = [{ instancePath: instancePath + "/resultMessage", schemaPath: "#/components/schemas/ResultMessage/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }];
                    return false;
                  } else {
                    if (func1(data2) < 1) {
                      validate24.errors = [{ instancePath: instancePath + "/resultMessage", schemaPath: "#/components/schemas/ResultMessage/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                      return false;
                    }
                  }
                } else {
                  validate24.errors = [{ instancePath: instancePath + "/resultMessage", schemaPath: "#/components/schemas/ResultMessage/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate24.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate24.errors = vErrors;
  return errors === 0;
}
validate24.evaluated = { "props": { "resultStatus": true, "resultCode": true, "resultMessage": true }, "dynamicProps": false, "dynamicItems": false };
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate23.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.result === void 0 && (missing0 = "result") || data.verifyRequestId === void 0 && (missing0 = "verifyRequestId")) {
        validate23.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        if (data.result !== void 0) {
          const _errs1 = errors;
          if (!validate24(data.result, { instancePath: instancePath + "/result", parentData: data, parentDataProperty: "result", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
            errors = vErrors.length;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.verifyRequestId !== void 0) {
            let data1 = data.verifyRequestId;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (typeof data1 === "string") {
                if (func1(data1) > 64) {
                  validate23.errors = [{ instancePath: instancePath + "/verifyRequestId", schemaPath: "#/properties/verifyRequestId/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }];
                  return false;
                } else {
                  if (func1(data1) < 1) {
                    validate23.errors = [{ instancePath: instancePath + "/verifyRequestId", schemaPath: "#/properties/verifyRequestId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                    return false;
                  }
                }
              } else {
                validate23.errors = [{ instancePath: instancePath + "/verifyRequestId", schemaPath: "#/properties/verifyRequestId/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
        }
      }
    } else {
      validate23.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate23.errors = vErrors;
  return errors === 0;
}
validate23.evaluated = { "props": { "result": true, "verifyRequestId": true }, "dynamicProps": false, "dynamicItems": false };
var schema39 = { "type": "object", "description": "The result if the OTP was not sent.", "x-rule": ["RES-1", "RES-3"], "required": ["resultStatus", "resultCode"], "properties": { "resultStatus": { "type": "string", "const": "F", "description": "Failed." }, "resultCode": { "type": "string", "description": "The reason. Each of these codes always has the status `F`.", "enum": ["ACCESS_DENIED", "EXPIRED_ACCESS_TOKEN", "INVALID_CLIENT", "INVALID_SIGNATURE", "INVALID_TOKEN", "KEY_NOT_FOUND", "MEDIA_TYPE_NOT_ACCEPTABLE", "METHOD_NOT_SUPPORTED", "NO_INTERFACE_DEF", "OTP_SEND_TIMES_EXCEED_LIMIT", "PARAM_ILLEGAL", "PROCESS_FAIL", "USER_NOT_EXIST", "USER_STATUS_ABNORMAL"] }, "resultMessage": { "$ref": "#/components/schemas/ResultMessage" } } };
function validate28(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate28.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.resultStatus === void 0 && (missing0 = "resultStatus") || data.resultCode === void 0 && (missing0 = "resultCode")) {
        validate28.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        if (data.resultStatus !== void 0) {
          let data0 = data.resultStatus;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate28.errors = [{ instancePath: instancePath + "/resultStatus", schemaPath: "#/properties/resultStatus/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
          if ("F" !== data0) {
            validate28.errors = [{ instancePath: instancePath + "/resultStatus", schemaPath: "#/properties/resultStatus/const", keyword: "const", params: { allowedValue: "F" }, message: "must be equal to constant" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.resultCode !== void 0) {
            let data1 = data.resultCode;
            const _errs3 = errors;
            if (typeof data1 !== "string") {
              validate28.errors = [{ instancePath: instancePath + "/resultCode", schemaPath: "#/properties/resultCode/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
            if (!(data1 === "ACCESS_DENIED" || data1 === "EXPIRED_ACCESS_TOKEN" || data1 === "INVALID_CLIENT" || data1 === "INVALID_SIGNATURE" || data1 === "INVALID_TOKEN" || data1 === "KEY_NOT_FOUND" || data1 === "MEDIA_TYPE_NOT_ACCEPTABLE" || data1 === "METHOD_NOT_SUPPORTED" || data1 === "NO_INTERFACE_DEF" || data1 === "OTP_SEND_TIMES_EXCEED_LIMIT" || data1 === "PARAM_ILLEGAL" || data1 === "PROCESS_FAIL" || data1 === "USER_NOT_EXIST" || data1 === "USER_STATUS_ABNORMAL")) {
              validate28.errors = [{ instancePath: instancePath + "/resultCode", schemaPath: "#/properties/resultCode/enum", keyword: "enum", params: { allowedValues: schema39.properties.resultCode.enum }, message: "must be equal to one of the allowed values" }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.resultMessage !== void 0) {
              let data2 = data.resultMessage;
              const _errs5 = errors;
              const _errs6 = errors;
              if (errors === _errs6) {
                if (typeof data2 === "string") {
                  if (func1(data2) > 256) {
                    validate28.errors = [{ instancePath: instancePath + "/resultMessage", schemaPath: "#/components/schemas/ResultMessage/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }];
                    return false;
                  } else {
                    if (func1(data2) < 1) {
                      validate28.errors = [{ instancePath: instancePath + "/resultMessage", schemaPath: "#/components/schemas/ResultMessage/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                      return false;
                    }
                  }
                } else {
                  validate28.errors = [{ instancePath: instancePath + "/resultMessage", schemaPath: "#/components/schemas/ResultMessage/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate28.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate28.errors = vErrors;
  return errors === 0;
}
validate28.evaluated = { "props": { "resultStatus": true, "resultCode": true, "resultMessage": true }, "dynamicProps": false, "dynamicItems": false };
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate27.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  const _errs1 = errors;
  const _errs2 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing0;
    if (data.verifyRequestId === void 0 && (missing0 = "verifyRequestId")) {
      const err0 = {};
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  }
  var valid0 = _errs2 === errors;
  if (valid0) {
    validate27.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {}, message: "must NOT be valid" }];
    return false;
  } else {
    errors = _errs1;
    if (vErrors !== null) {
      if (_errs1) {
        vErrors.length = _errs1;
      } else {
        vErrors = null;
      }
    }
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing1;
      if (data.result === void 0 && (missing1 = "result")) {
        validate27.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }];
        return false;
      } else {
        if (data.result !== void 0) {
          if (!validate28(data.result, { instancePath: instancePath + "/result", parentData: data, parentDataProperty: "result", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
            errors = vErrors.length;
          }
        }
      }
    } else {
      validate27.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate27.errors = vErrors;
  return errors === 0;
}
validate27.evaluated = { "props": { "result": true }, "dynamicProps": false, "dynamicItems": false };
var schema42 = { "type": "object", "description": "The result if it is unknown whether the OTP was sent.", "x-rule": ["RES-1", "RES-4"], "required": ["resultStatus", "resultCode"], "properties": { "resultStatus": { "type": "string", "const": "U", "description": "Unknown." }, "resultCode": { "type": "string", "description": "The reason. Each of these codes always has the status `U`.", "enum": ["REQUEST_TRAFFIC_EXCEED_LIMIT", "UNKNOWN_EXCEPTION"] }, "resultMessage": { "$ref": "#/components/schemas/ResultMessage" } } };
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate32.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.resultStatus === void 0 && (missing0 = "resultStatus") || data.resultCode === void 0 && (missing0 = "resultCode")) {
        validate32.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }];
        return false;
      } else {
        if (data.resultStatus !== void 0) {
          let data0 = data.resultStatus;
          const _errs1 = errors;
          if (typeof data0 !== "string") {
            validate32.errors = [{ instancePath: instancePath + "/resultStatus", schemaPath: "#/properties/resultStatus/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
            return false;
          }
          if ("U" !== data0) {
            validate32.errors = [{ instancePath: instancePath + "/resultStatus", schemaPath: "#/properties/resultStatus/const", keyword: "const", params: { allowedValue: "U" }, message: "must be equal to constant" }];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.resultCode !== void 0) {
            let data1 = data.resultCode;
            const _errs3 = errors;
            if (typeof data1 !== "string") {
              validate32.errors = [{ instancePath: instancePath + "/resultCode", schemaPath: "#/properties/resultCode/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
              return false;
            }
            if (!(data1 === "REQUEST_TRAFFIC_EXCEED_LIMIT" || data1 === "UNKNOWN_EXCEPTION")) {
              validate32.errors = [{ instancePath: instancePath + "/resultCode", schemaPath: "#/properties/resultCode/enum", keyword: "enum", params: { allowedValues: schema42.properties.resultCode.enum }, message: "must be equal to one of the allowed values" }];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.resultMessage !== void 0) {
              let data2 = data.resultMessage;
              const _errs5 = errors;
              const _errs6 = errors;
              if (errors === _errs6) {
                if (typeof data2 === "string") {
                  if (func1(data2) > 256) {
                    validate32.errors = [{ instancePath: instancePath + "/resultMessage", schemaPath: "#/components/schemas/ResultMessage/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }];
                    return false;
                  } else {
                    if (func1(data2) < 1) {
                      validate32.errors = [{ instancePath: instancePath + "/resultMessage", schemaPath: "#/components/schemas/ResultMessage/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                      return false;
                    }
                  }
                } else {
                  validate32.errors = [{ instancePath: instancePath + "/resultMessage", schemaPath: "#/components/schemas/ResultMessage/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                  return false;
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate32.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate32.errors = vErrors;
  return errors === 0;
}
validate32.evaluated = { "props": { "resultStatus": true, "resultCode": true, "resultMessage": true }, "dynamicProps": false, "dynamicItems": false };
function validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate31.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  const _errs1 = errors;
  const _errs2 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing0;
    if (data.verifyRequestId === void 0 && (missing0 = "verifyRequestId")) {
      const err0 = {};
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  }
  var valid0 = _errs2 === errors;
  if (valid0) {
    validate31.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {}, message: "must NOT be valid" }];
    return false;
  } else {
    errors = _errs1;
    if (vErrors !== null) {
      if (_errs1) {
        vErrors.length = _errs1;
      } else {
        vErrors = null;
      }
    }
  }
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing1;
      if (data.result === void 0 && (missing1 = "result")) {
        validate31.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }];
        return false;
      } else {
        if (data.result !== void 0) {
          if (!validate32(data.result, { instancePath: instancePath + "/result", parentData: data, parentDataProperty: "result", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
            errors = vErrors.length;
          }
        }
      }
    } else {
      validate31.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
      return false;
    }
  }
  validate31.errors = vErrors;
  return errors === 0;
}
validate31.evaluated = { "props": { "result": true }, "dynamicProps": false, "dynamicItems": false };
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate22.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  const _errs0 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs1 = errors;
  if (!validate23(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
    vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
    errors = vErrors.length;
  }
  var _valid0 = _errs1 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
    var props0 = {};
    props0.result = true;
    props0.verifyRequestId = true;
  }
  const _errs2 = errors;
  if (!validate27(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
    vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
    errors = vErrors.length;
  }
  var _valid0 = _errs2 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
      if (props0 !== true) {
        props0 = props0 || {};
        props0.result = true;
      }
    }
    const _errs3 = errors;
    if (!validate31(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
      vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
      errors = vErrors.length;
    }
    var _valid0 = _errs3 === errors;
    if (_valid0 && valid0) {
      valid0 = false;
      passing0 = [passing0, 2];
    } else {
      if (_valid0) {
        valid0 = true;
        passing0 = 2;
        if (props0 !== true) {
          props0 = props0 || {};
          props0.result = true;
        }
      }
    }
  }
  if (!valid0) {
    const err0 = { instancePath, schemaPath: "#/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 }, message: "must match exactly one schema in oneOf" };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
    validate22.errors = vErrors;
    return false;
  } else {
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate22.errors = vErrors;
  evaluated0.props = props0;
  return errors === 0;
}
validate22.evaluated = { "dynamicProps": true, "dynamicItems": false };

const exportSendOtpRequest: Validator<SendOtpRequest> = validateSendOtpRequest;
export { exportSendOtpRequest as validateSendOtpRequest };
const exportSendOtpResponse: Validator<SendOtpResponse> = validateSendOtpResponse;
export { exportSendOtpResponse as validateSendOtpResponse };
