curl --json '{"a":1}' --json ',"b":2' https://h.test/json
curl -G https://h.test/g -d a=1 --data-urlencode 'b=x y' --data-urlencode 'c d' --url-query 'z=1 2'
curl --url-query '+raw=1%202' --url-query 'q=a&b' https://h.test/uq
curl https://h.test/n1 -H 'A: 1' --next https://h.test/n2 -H 'B: 2' -d x=1
curl -sS -o /dev/null -w '%{http_code}' https://h.test/w
curl -XPOST https://h.test/x -d@- <<< '{"here":"string"}'
curl -T file.bin https://h.test/put
curl -I https://h.test/head
curl --request-target '*' -X OPTIONS https://h.test/
curl -d '' https://h.test/empty
curl --data-raw '@notfile' https://h.test/rawat
curl --data-binary @body.json -H 'content-type: application/json' https://h.test/bin
curl --oauth2-bearer tok_SECRET_oauth2 https://h.test/oauth
curl --proxy-user pu:Hidden7PROXY -x http://p.test:3128 https://h.test/px
curl --cert c.pem:Hidden7CERT --key k.pem --pass Hidden7PASS https://h.test/cert
curl -b 'a=1; session=Hidden7SESS' -b 'c=2' https://h.test/ck
curl --aws-sigv4 aws:amz:us-east-1:s3 -u AKIAIOSFODNN7EXAMPLE:Hidden7AWS https://h.test/aws
curl --digest -u u:Hidden7DIG https://h.test/dig
curl -K config https://h.test/k
curl 'https://user:Hidden7URL@h.test/u'
curl --header @headers.txt https://h.test/hf
curl --get --data-urlencode "q@file" https://h.test/gf
curl -H 'X-Empty;' -H 'Host: other.test' -H 'Accept:' https://h.test/hd
curl --http3 --tlsv1.3 --ciphers X --doh-url https://dns.test/q https://h.test/t
curl wss://h.test/socket
curl ftp://h.test/file
curl -F 'f=@a.png;type=image/png;filename=b.png' -F 'g=<text.txt' -F 'h=a;b' -F '=@x' https://h.test/form
curl -F 'a="q;uoted";type=text/plain' https://h.test/form2
