export * from './clock.js';
export * from './options.js';
export * from './request.js';
export * from './response.js';
