curl ^"https://h.test/a?x=1^&y=^%^20^" ^
  -H ^"accept: */*^" ^
  -H ^"authorization: Bearer Hidden7WIN^" ^
  --data-raw ^"^{^\^"a^\^":^\^"b ^^ c^\^"^}^"
