// The parts of undici that requests need, by their files: the whole package,
// with its fetch, caches, mocks and web sockets, takes several times as long
// to load. Their types are those of the package.
declare module "undici/lib/core/connect.js" {
  export { buildConnector as default } from "undici";
}
declare module "undici/lib/core/errors.js" {
  export { errors as default } from "undici";
}
declare module "undici/lib/dispatcher/pool.js" {
  export { Pool as default } from "undici";
}
