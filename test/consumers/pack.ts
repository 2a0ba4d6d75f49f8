import type { TestProject } from 'vitest/node';
import { Tarballs } from './installation.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the tarball of each package. */
    readonly tarballs: string;
  }
}

/** Packs once for all files: two that build at the same time would write over each other. */
export default function setup(project: TestProject): () => void {
  const tarballs = Tarballs.pack();
  project.provide('tarballs', tarballs.folder);
  return () => {
    tarballs.remove();
  };
}
