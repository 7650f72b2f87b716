/** Addresses of map apps that take WGS84 and shift it themselves. Nothing is asked of them until a person follows one. */
export function navigation(name: string, lat: number, lng: number) {
  const title = encodeURIComponent(name);
  return {
    amap: `https://uri.amap.com/marker?position=${lng},${lat}&name=${title}&coordinate=wgs84&callnative=1`,
    tencent: `https://apis.map.qq.com/uri/v1/marker?marker=coord:${lat},${lng};title:${title}&coord_type=1`,
    baidu: `https://api.map.baidu.com/marker?location=${lat},${lng}&title=${title}&coord_type=wgs84&output=html`
  };
}
