curl "https://h.test/a" -H "Authorization: Bearer $(curl -s https://h.test/t -u "id:$CLIENT_SECRET" | jq -r '.access_token')"
A=$(curl https://h.test/a1 | grep x | cut -c1)
curl https://h.test/n$(( 1 + 2 )) -d "$(cat <<'X'
{"a":1}
X
)"
curl https://h.test/end
