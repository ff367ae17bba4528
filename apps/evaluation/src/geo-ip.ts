export interface GeoIp {
  find(address: string): object | undefined;
}
