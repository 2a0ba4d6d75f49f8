/** How this program is run where it is not installed. `npx sendotp` would run a package of somebody else. */
export const command = 'npx sendotp-contract';
