/** Where users are. */
export const countries: readonly string[] =
  'AR AT AU BE BG BR CA CH CL CN CO CZ DE DK EG ES FI FR GB GR HK HR HU ID IE IL IN IT JP KE KR MA MX MY NG NL NO NZ PE PH PL PT RO SE SG TH TR UA US ZA'.split(
    ' ',
  );
