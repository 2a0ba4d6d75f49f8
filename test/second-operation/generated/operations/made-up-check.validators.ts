// @ts-nocheck
// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, operation madeUpCheck (sha256 c808a338f40020a42f04c90d76b395a7151acb4d2a11bd54c66164539e1930fd) by npm run generate

import type { Validator } from '@sendotp-contract/spec';
import type { MadeUpCheckRequest, MadeUpCheckResponse } from '../openapi.js';

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
var validateMadeUpCheckRequest = validate21;
var schema32 = { "type": "object", "description": "Made up for tests.", "x-rule": ["REQ-1", "REQ-2", "REQ-3", "REQ-4", "REQ-9", "REQ-10", "REQ-11"], "required": ["acquirerId", "pspId", "accessToken", "verifyRequestId", "typedCode"], "properties": { "acquirerId": { "type": "string", "minLength": 1, "maxLength": 64, "description": "Made up for tests.", "x-rule": ["REQ-5"], "examples": ["1022172000000000001"] }, "pspId": { "type": "string", "minLength": 1, "maxLength": 64, "description": "Made up for tests.", "x-rule": ["REQ-6"], "examples": ["1022172000000000002"] }, "accessToken": { "type": "string", "minLength": 1, "maxLength": 128, "description": "Made up for tests.", "x-rule": ["REQ-7"], "examples": ["281010033AB2F588D14B43238637264FCA5AAF35xxxx"] }, "verifyRequestId": { "type": "string", "minLength": 1, "maxLength": 64, "description": "Made up for tests.", "x-rule": ["REQ-901"], "examples": ["20261123000000000000000000000001"] }, "typedCode": { "type": "string", "minLength": 4, "maxLength": 10, "description": "Made up for tests.", "x-rule": ["REQ-902"], "examples": ["123456"] }, "remark": { "type": ["string", "null"], "minLength": 1, "maxLength": 20, "description": "Made up for tests. Optional, and without a default.", "x-rule": ["REQ-903"], "examples": ["hello"] } } };
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
      if (data.acquirerId === void 0 && (missing0 = "acquirerId") || data.pspId === void 0 && (missing0 = "pspId") || data.accessToken === void 0 && (missing0 = "accessToken") || data.verifyRequestId === void 0 && (missing0 = "verifyRequestId") || data.typedCode === void 0 && (missing0 = "typedCode")) {
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
              if (data.verifyRequestId !== void 0) {
                let data3 = data.verifyRequestId;
                const _errs7 = errors;
                if (errors === _errs7) {
                  if (typeof data3 === "string") {
                    if (func1(data3) > 64) {
                      validate21.errors = [{ instancePath: instancePath + "/verifyRequestId", schemaPath: "#/properties/verifyRequestId/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }];
                      return false;
                    } else {
                      if (func1(data3) < 1) {
                        validate21.errors = [{ instancePath: instancePath + "/verifyRequestId", schemaPath: "#/properties/verifyRequestId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                        return false;
                      }
                    }
                  } else {
                    validate21.errors = [{ instancePath: instancePath + "/verifyRequestId", schemaPath: "#/properties/verifyRequestId/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                    return false;
                  }
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.typedCode !== void 0) {
                  let data4 = data.typedCode;
                  const _errs9 = errors;
                  if (errors === _errs9) {
                    if (typeof data4 === "string") {
                      if (func1(data4) > 10) {
                        validate21.errors = [{ instancePath: instancePath + "/typedCode", schemaPath: "#/properties/typedCode/maxLength", keyword: "maxLength", params: { limit: 10 }, message: "must NOT have more than 10 characters" }];
                        return false;
                      } else {
                        if (func1(data4) < 4) {
                          validate21.errors = [{ instancePath: instancePath + "/typedCode", schemaPath: "#/properties/typedCode/minLength", keyword: "minLength", params: { limit: 4 }, message: "must NOT have fewer than 4 characters" }];
                          return false;
                        }
                      }
                    } else {
                      validate21.errors = [{ instancePath: instancePath + "/typedCode", schemaPath: "#/properties/typedCode/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
                      return false;
                    }
                  }
                  var valid0 = _errs9 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.remark !== void 0) {
                    let data5 = data.remark;
                    const _errs11 = errors;
                    if (typeof data5 !== "string" && data5 !== null) {
                      validate21.errors = [{ instancePath: instancePath + "/remark", schemaPath: "#/properties/remark/type", keyword: "type", params: { type: schema32.properties.remark.type }, message: "must be string,null" }];
                      return false;
                    }
                    if (errors === _errs11) {
                      if (typeof data5 === "string") {
                        if (func1(data5) > 20) {
                          validate21.errors = [{ instancePath: instancePath + "/remark", schemaPath: "#/properties/remark/maxLength", keyword: "maxLength", params: { limit: 20 }, message: "must NOT have more than 20 characters" }];
                          return false;
                        } else {
                          if (func1(data5) < 1) {
                            validate21.errors = [{ instancePath: instancePath + "/remark", schemaPath: "#/properties/remark/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }];
                            return false;
                          }
                        }
                      }
                    }
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                }
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
validate21.evaluated = { "props": { "acquirerId": true, "pspId": true, "accessToken": true, "verifyRequestId": true, "typedCode": true, "remark": true }, "dynamicProps": false, "dynamicItems": false };
var validateMadeUpCheckResponse = validate22;
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
      if (data.result === void 0 && (missing0 = "result") || data.checkedAt === void 0 && (missing0 = "checkedAt")) {
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
          if (data.checkedAt !== void 0) {
            let data1 = data.checkedAt;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (typeof data1 === "string") {
                if (func1(data1) > 40) {
                  validate23.errors = [{ instancePath: instancePath + "/checkedAt", schemaPath: "#/properties/checkedAt/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters" }];
                  return false;
                } else {
                  if (func1(data1) < 20) {
                    validate23.errors = [{ instancePath: instancePath + "/checkedAt", schemaPath: "#/properties/checkedAt/minLength", keyword: "minLength", params: { limit: 20 }, message: "must NOT have fewer than 20 characters" }];
                    return false;
                  }
                }
              } else {
                validate23.errors = [{ instancePath: instancePath + "/checkedAt", schemaPath: "#/properties/checkedAt/type", keyword: "type", params: { type: "string" }, message: "must be string" }];
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
validate23.evaluated = { "props": { "result": true, "checkedAt": true }, "dynamicProps": false, "dynamicItems": false };
var schema38 = { "type": "object", "description": "Made up for tests.", "required": ["resultStatus", "resultCode"], "properties": { "resultStatus": { "type": "string", "const": "F", "description": "Failed." }, "resultCode": { "type": "string", "description": "Why.", "enum": ["ACCESS_DENIED", "EXPIRED_ACCESS_TOKEN", "INVALID_CLIENT", "INVALID_SIGNATURE", "INVALID_TOKEN", "KEY_NOT_FOUND", "MADE_UP_CODE_WRONG", "MEDIA_TYPE_NOT_ACCEPTABLE", "METHOD_NOT_SUPPORTED", "NO_INTERFACE_DEF", "PARAM_ILLEGAL", "PROCESS_FAIL", "USER_NOT_EXIST", "USER_STATUS_ABNORMAL"] }, "resultMessage": { "$ref": "#/components/schemas/ResultMessage" } } };
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
            if (!(data1 === "ACCESS_DENIED" || data1 === "EXPIRED_ACCESS_TOKEN" || data1 === "INVALID_CLIENT" || data1 === "INVALID_SIGNATURE" || data1 === "INVALID_TOKEN" || data1 === "KEY_NOT_FOUND" || data1 === "MADE_UP_CODE_WRONG" || data1 === "MEDIA_TYPE_NOT_ACCEPTABLE" || data1 === "METHOD_NOT_SUPPORTED" || data1 === "NO_INTERFACE_DEF" || data1 === "PARAM_ILLEGAL" || data1 === "PROCESS_FAIL" || data1 === "USER_NOT_EXIST" || data1 === "USER_STATUS_ABNORMAL")) {
              validate28.errors = [{ instancePath: instancePath + "/resultCode", schemaPath: "#/properties/resultCode/enum", keyword: "enum", params: { allowedValues: schema38.properties.resultCode.enum }, message: "must be equal to one of the allowed values" }];
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
    if (data.checkedAt === void 0 && (missing0 = "checkedAt")) {
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
var schema41 = { "type": "object", "description": "The result if it is unknown whether the OTP was sent.", "x-rule": ["RES-1", "RES-4"], "required": ["resultStatus", "resultCode"], "properties": { "resultStatus": { "type": "string", "const": "U", "description": "Unknown." }, "resultCode": { "type": "string", "description": "The reason. Each of these codes always has the status `U`.", "enum": ["REQUEST_TRAFFIC_EXCEED_LIMIT", "UNKNOWN_EXCEPTION"] }, "resultMessage": { "$ref": "#/components/schemas/ResultMessage" } } };
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
              validate32.errors = [{ instancePath: instancePath + "/resultCode", schemaPath: "#/properties/resultCode/enum", keyword: "enum", params: { allowedValues: schema41.properties.resultCode.enum }, message: "must be equal to one of the allowed values" }];
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
    props0.checkedAt = true;
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

const exportMadeUpCheckRequest: Validator<MadeUpCheckRequest> = validateMadeUpCheckRequest;
export { exportMadeUpCheckRequest as validateMadeUpCheckRequest };
const exportMadeUpCheckResponse: Validator<MadeUpCheckResponse> = validateMadeUpCheckResponse;
export { exportMadeUpCheckResponse as validateMadeUpCheckResponse };
