// generated from spec/openapi.yaml and test/second-operation/second-operation.yaml, x-sandbox (sha256 e5d6ca8e389105d9ade916ef3ba6566467f6e50c2c8317e7ecf16c050aa29b60) by npm run generate

/** The sandbox's fixed names. A sandbox access token is `tokenPrefix` and the result code it leads to. */
export const sandbox = {
  "clientId": "SANDBOX_ALIPAY_PLUS",
  "keyVersion": "1",
  "olderKeyVersion": "0",
  "throttledClientId": "SANDBOX_THROTTLED",
  "acquirerId": "SANDBOX_ACQP",
  "pspId": "SANDBOX_MPP",
  "tokenPrefix": "sandbox:",
  "noEmailToken": "sandbox:NO_EMAIL"
} as const;
