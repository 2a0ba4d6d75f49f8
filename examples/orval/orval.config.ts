export default {
  sendotp: {
    input: '../../generated/openapi.json',
    output: {
      target: 'generated/client.ts',
      client: 'fetch',
      override: { mutator: { path: './signed.ts', name: 'signed' } },
    },
  },
};
