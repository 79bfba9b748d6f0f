TOKEN=$(curl -s https://h.test/login -d '{"user":"ana","password":"Hidden7PW1"}' | jq -r '.data.token')
curl https://h.test/me -H "Authorization: Bearer $TOKEN" -d token=Hidden7OTHER1
ID=$(curl -s -XPOST https://h.test/new | jq -r '.items[0].id')
curl "https://h.test/new/$ID"
X=$(curl -s https://h.test/odd | jq '.a | length')
curl "https://h.test/x/$X" -H "X-Auth: $(pass show key)" -H "X-B: $(date +%s)"
curl "https://h.test/z/$(curl -s https://h.test/inner | jq -r .deep.key)"
PASS=Hidden7ENVPW; curl -d pass=Hidden7SPLIT2 -u "u:$PASS" https://h.test/s
curl https://h.test/y -d $'a: 1\npassword: Hidden7YAML\ntoken: "Hidden7YAML2"\n' -H 'content-type: application/yaml'
curl https://h.test/telegram/bot123456:AAEabcdefghijklmnopqrstuvwxyz01234567/send -d otp=123456 -d n=91234567
