/** A URL that may be shown: without user, password and query, each of which may be a secret. `smtp://***@mail.example.com:587` */
export function maskUrl({ protocol, username, password, host, pathname }: URL): string {
  const user = username === '' && password === '' ? '' : '***@';
  return `${protocol}//${user}${host}${pathname}`;
}
