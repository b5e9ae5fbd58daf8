export function sha512(message: Uint8Array): Uint8Array;
