#!/bin/bash
# Log in
curl -sS 'https://turnos.test/api/auth/login' \
  -H 'Content-Type: application/json' \
  -H 'Accept: application/json' \
  --data-raw '{"email":"ana@correo.test","password":"mi clave secreta"}' | jq -r .token

# Free slots of a day
curl -G "https://turnos.test/api/schedule/${PROVIDER_ID}/slots" --data-urlencode 'date=2026-11-23' \
  --data-urlencode "service=corte y barba" -H "Authorization: Bearer $TOKEN" --compressed -m 2.5

curl --json $'{"slotId": 812, "note": "l\u00EDnea 1\\nl\u00EDnea 2", "price": "$\x7B100}"}' https://turnos.test/api/bookings \
  -H 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOjQxfQ' -b 'sid=8f7a6b5c4d3e; lang=es' -kL
curl -X PUT -u "admin:$ADMIN_PASSWORD" https://turnos.test/api/bookings/812 -d paid=true -d 'method=mercado pago' -A 'turnos/1.0' -e https://turnos.test/
curl -u ana:secreto-1 -I https://turnos.test/api/payments/900417 --http2 --resolve turnos.test:443:127.0.0.1 --unheard-of
curl -F 'photo=@yo.png;type=image/png' -F 'title=Mi foto' https://turnos.test/api/avatar && curl -XDELETE "https://turnos.test/api/bookings/812?reason=$(date +%F)"
curl https://api.mercadopago.com/v1/payments
curl -T turno.ics ftp://turnos.test/x
wget https://turnos.test/
