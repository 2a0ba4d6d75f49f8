/** SIG-8, SIG-10: a wrong clock looks like a caller that may not call, or like a replay. Both clocks, and what to do. */
export function clocks(ownMs: number, responseMs: number): string {
  const seconds = Math.round(Math.abs(ownMs - responseMs) / 1000);
  const direction = ownMs > responseMs ? 'ahead of' : 'behind';
  return `This machine's clock says ${isoTime(ownMs)}, which is ${seconds} s ${direction} the Response-Time of the MPP, ${isoTime(responseMs)}; an MPP refuses a Request-Time outside its tolerance (SIG-8). Check first that this machine's clock is set by NTP`;
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
