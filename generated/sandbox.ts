// generated from spec/openapi.yaml (sha256 b6d8e1a0a47b63611092827b173e7b0d86587bf2289b3d0fcc7b8be59c45c24e) by npm run generate

/** The sandbox's fixed names. A sandbox access token is `tokenPrefix` and the result code it leads to. */
export const sandbox = {
  "clientId": "SANDBOX_ALIPAY_PLUS",
  "keyVersion": "1",
  "acquirerId": "SANDBOX_ACQP",
  "pspId": "SANDBOX_MPP",
  "tokenPrefix": "sandbox:"
} as const;
