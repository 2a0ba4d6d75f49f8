/** The rules that cannot be seen from outside, and why. Every other rule has a case. */
export const invisibleRules: Readonly<Record<string, string>> = {
  'SIG-6': 'how keys are written and refused at the start is between the MPP and its configuration',
  'SIG-7': 'it binds the caller; what an MPP may leave unsigned is judged as HDR-6 and SIG-5',
  'SIG-10': 'it binds the caller; that Response-Time is near now is judged as HDR-6',
  'RES-9': 'it binds the caller',
};
