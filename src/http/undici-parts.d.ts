// The part of undici that requests need, by its file: the whole package, with
// its fetch, caches, mocks and web sockets, takes several times as long to
// load. Its type is that of the package.
declare module "undici/lib/dispatcher/pool.js" {
  export { Pool as default } from "undici";
}
