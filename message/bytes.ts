/** Bytes in memory that is not shared. By this detour, as `Uint8Array` has a type parameter from TypeScript 5.7 on only. */
export type Bytes = ReturnType<Uint8Array['slice']>;
