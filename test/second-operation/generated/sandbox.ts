// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, x-sandbox (sha256 4366847dd392d71efd2e63c53322abadc9d01b89bbb88faf8e1ab8fb966b1721) by npm run generate

/** The sandbox's fixed names. A sandbox access token is `tokenPrefix` and the result code it leads to. */
export const sandbox = {
  "clientId": "SANDBOX_ALIPAY_PLUS",
  "keyVersion": "1",
  "acquirerId": "SANDBOX_ACQP",
  "pspId": "SANDBOX_MPP",
  "tokenPrefix": "sandbox:"
} as const;
