/** A tool that generates a client from an OpenAPI document, and where it puts the types of the bodies. */
export interface Generator {
  /** Its package on npm. */
  readonly name: string;
  /** A program below node_modules/.bin with its arguments, run in an empty folder beside `openapi.json`. */
  readonly command: readonly string[];
  /** Files that have to be in that folder before. */
  readonly files?: Readonly<Record<string, string>>;
  /** Where the packages are that its code imports: a consumer installs them. Left out: it imports none. */
  readonly packages?: string;
  /** Code that names its types `Request` and `Response`. */
  readonly types: string;
  /** Code that tells whether it takes a response; left out: it generates no such code. */
  readonly accepts?: string;
  /** What its users have to write, for what the other columns show. */
  readonly mend: string;
}

const openCodes =
  '`switch (result.resultCode as string)` with a `default` that goes by `result.resultStatus`';

export const generators: readonly Generator[] = [
  {
    name: '@hey-api/openapi-ts',
    command: [
      'openapi-ts',
      '-i',
      'openapi.json',
      '-o',
      'out',
      '-c',
      '@hey-api/client-fetch',
      '--no-log-file',
    ],
    types: `export type { SendOtpRequest as Request, SendOtpResponse as Response } from './out/types.gen';`,
    mend: openCodes,
  },
  {
    name: 'orval',
    command: ['orval', '--input', 'openapi.json', '--output', 'out/client.ts', '--client', 'fetch'],
    types: `export type { SendOtpRequest as Request, SendOtpResponse as Response } from './out/client';`,
    mend: openCodes,
  },
  {
    name: '@kubb/plugin-ts',
    command: ['tsx', 'generate.mjs'],
    files: {
      'generate.mjs': `
        import { build } from '@kubb/core';
        import { pluginOas } from '@kubb/plugin-oas';
        import { pluginTs } from '@kubb/plugin-ts';
        const plugins = [pluginOas({ generators: [], validate: false }), pluginTs({ output: { path: 'types' } })];
        const output = { path: './out', clean: true, format: false, lint: false };
        await build({ config: { root: import.meta.dirname, input: { path: './openapi.json' }, output, plugins } });
      `,
    },
    types: `export type { SendOtpRequest as Request, SendOtpResponse as Response } from './out/types';`,
    mend: openCodes,
  },
  {
    name: 'openapi-typescript',
    command: ['openapi-typescript', 'openapi.json', '-o', 'out/schema.ts'],
    types: `
      import type { components } from './out/schema';
      export type Request = components['schemas']['SendOtpRequest'];
      export type Response = components['schemas']['SendOtpResponse'];
    `,
    mend: openCodes,
  },
  {
    name: 'swagger-typescript-api',
    command: [
      'swagger-typescript-api',
      'generate',
      '-p',
      'openapi.json',
      '-o',
      'out',
      '-n',
      'api.ts',
      '--silent',
    ],
    types: `
      import type { SendOtpRequest, SendOtpResponse as Response } from './out/api';
      // Its enums are TypeScript's: the text of a member stands for the member here.
      export type Request = Omit<SendOtpRequest, 'verifyType'> & {
        verifyType?: SendOtpRequest['verifyType'] | \`\${NonNullable<SendOtpRequest['verifyType']>}\`;
      };
      export type { Response };
    `,
    mend: `leave \`verifyType\` out instead of \`null\`: it means the same (REQ-3). Codes: ${openCodes}`,
  },
  {
    name: 'openapi-zod-client',
    command: ['openapi-zod-client', 'openapi.json', '-o', 'out/client.ts', '--export-schemas'],
    packages: 'node_modules/openapi-zod-client/node_modules',
    types: `
      import { schemas } from './out/client';
      export type Request = (typeof schemas)['SendOtpRequest']['_input'];
      export type Response = (typeof schemas)['SendOtpResponse']['_output'];
    `,
    accepts: `
      import { schemas } from './out/client';
      export const accepts = (body: unknown): boolean => schemas.SendOtpResponse.safeParse(body).success;
    `,
    mend: "take `null` out of `enum` first (the type keeps it): `jq '.components.schemas.VerifyType.enum -= [null]'`; `createApiClient(url, { validate: 'request' })` lets new codes through",
  },
];
