type Hash = (message: Uint8Array) => Uint8Array;
export function hmac(hash: Hash, key: Uint8Array, message: Uint8Array): Uint8Array;
