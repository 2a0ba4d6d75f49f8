/** What the site offers under a plain name: the contract for machines, and the vectors for tests. */
export const downloads = [
  { name: 'openapi.yaml', source: 'spec/openapi.yaml', what: 'the contract, OpenAPI 3.1, as it is written' },
  { name: 'openapi.json', source: 'generated/openapi.json', what: 'the same as JSON' },
  {
    name: 'openapi-3.0.json',
    source: 'generated/openapi-3.0.json',
    what: 'the same as OpenAPI 3.0, for older tools',
  },
  {
    name: 'signing-vectors.json',
    source: 'test/message/signing.json',
    what: "signatures over contents to be signed, computed with the vendor's SDK for Java, with their key pair",
  },
] as const;
