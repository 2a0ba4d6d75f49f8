// What the package @sendotp-contract/spec ships beside its code: a package holds no file from outside its folder.
import { copyFileSync } from 'node:fs';

for (const name of ['openapi.json', 'openapi-3.0.json'])
  copyFileSync(`generated/${name}`, `spec/dist/${name}`);
