set -euo pipefail
export API_KEY="${API_KEY:-sk_Hidden7DEF}"
BASE=https://h.test
for i in 1 2 3; do curl "$BASE/item/$i" -H "X-Api-Key: $API_KEY"; done
ID=$(curl -s -XPOST $BASE/new -d '{}' | jq -r .id)
curl "$BASE/new/$ID" && echo "token=Hidden7ECHO"
if [ "$A" = b ]; then curl "$BASE/if"; fi
curl "$BASE/arr" "${HEADERS[@]}" -d "$(cat body.json)"
curl -H "Authorization: Bearer $(gcloud auth print-access-token)" $BASE/gc
curl $BASE/q\?a=1\&b=2
curl "$BASE/{one,two}/[01-03:1]" -g
curl -d @- $BASE/heredash <<-"EOF"
	{"pw":"Hidden7HERE"}
	EOF
curl --data "user=u&pass"="Hidden7SPLIT" $BASE/s
curl -u "$USER:$PASS" $BASE/up
curl -u'admin:Hidden7GLUED' $BASE/glued
curl -HAuthorization:\ Bearer\ Hidden7GLUEH $BASE/glueh
curl $BASE/x?api_key=Hidden7Q\&verbose -H 'Cookie: JSESSIONID=Hidden7COOK; theme=dark'
