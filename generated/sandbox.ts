// generated from spec/openapi.yaml (sha256 ea411e340dbf28d2c2db7cb4736064afd84a0f3ba844ae8e8b52152396e3e7dc) by npm run generate

/** The sandbox's fixed names. A sandbox access token is `tokenPrefix` and the result code it leads to. */
export const sandbox = {
  "clientId": "SANDBOX_ALIPAY_PLUS",
  "keyVersion": "1",
  "acquirerId": "SANDBOX_ACQP",
  "pspId": "SANDBOX_MPP",
  "tokenPrefix": "sandbox:"
} as const;
