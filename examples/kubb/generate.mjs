import { build } from '@kubb/core';
import { pluginClient } from '@kubb/plugin-client';
import { pluginOas } from '@kubb/plugin-oas';
import { pluginTs } from '@kubb/plugin-ts';

await build({
  config: {
    root: import.meta.dirname,
    input: { path: '../../generated/openapi.json' },
    output: { path: './generated', clean: true, format: false, lint: false },
    plugins: [
      pluginOas({ generators: [], validate: false }),
      pluginTs({ output: { path: 'types' } }),
      pluginClient({ output: { path: 'clients' }, importPath: '../../signed.ts' }),
    ],
  },
});
