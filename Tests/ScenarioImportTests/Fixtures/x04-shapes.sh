curl 'https://h.test/graphql' -H 'content-type: application/json' --data-raw '{"operationName":"L","query":"mutation L { login(user: \"ana\", password: \"Hidden7GQL\") { token } }","variables":{"input":{"otp":"123456","pin":"9911"}}}'
curl https://h.test/soap -H 'SOAPAction: x' -d '<Envelope><wsse:Password Type="t">Hidden7SOAP</wsse:Password><Username>u</Username><ns:ApiKey>Hidden7NS</ns:ApiKey></Envelope>'
curl https://h.test/yaml -H 'content-type: application/yaml' -d $'a: 1\npassword: Hidden7YAML\ntoken: "Hidden7YAML2"\n'
curl https://h.test/ini -H 'content-type: text/plain' -d $'db_password = Hidden7INI\n'
curl https://h.test/redirect?next=https%3A%2F%2Fx.test%2Fcb%3Faccess_token%3DHidden7NEXT%26a%3D1
curl https://h.test/frag#access_token=Hidden7FRAG
curl https://h.test/jwt -d 'x=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJTRUNSRVQifQ.Hidden7JWTsigHidden7JWTsig'
curl https://h.test/pem -d $'-----BEGIN PRIVATE KEY-----\nMIIEHidden7PEM\n-----END PRIVATE KEY-----'
curl https://h.test/gh -H 'X-Note: github_pat_11ABCDEFG0Hidden7PAT_abcdefghijklmnopqrstuvwxyz0123456789'
curl https://h.test/keys -d 'a=glpat-Hidden7GL_ABCDEFGHIJ1&b=xoxb-1234567890-Hidden7SLACK&c=SG.Hidden7SENDGRIDabcdefgh.ijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLM&d=npm_Hidden7npmabcdefghijklmnopqrstuvwx12&e=ya29.Hidden7GOOGLEabcdefghijkl&f=hf_Hidden7HFabcdefghijklmnopqrstuvwx&g=AKIAHidden7AAAAAAAAAA&h=dop_v1_aaaabbbbccccddddeeeeffff00001111222233334444555566667777secretdo'
curl https://h.test/iban -d 'iban=DE89370400440532013000&card_number=4111 1111 1111 1111&cc=4111-1111-1111-1111&exp=12/30'
curl https://h.test/conn -d 'url=postgres://u:Hidden7PG@db.test:5432/x&dsn2=mongodb+srv://u:Hidden7MONGO@h/x&redis=redis://:Hidden7REDIS@h:1'
curl https://h.test/basic -H 'X-Auth: Basic dTpTRUNSRVQ=' -H 'Proxy-Authorization: Basic cDpTRUNSRVQ='
curl https://h.test/dg -H 'Authorization: Digest username="u", realm="r", nonce="Hidden7NONCE", response="Hidden7RESP"'
curl https://h.test/aws -H 'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=Hidden7SIGNATURE'
curl 'https://h.test/s3?X-Amz-Credential=AKIAHidden7CRED%2F2026&X-Amz-Signature=Hidden7AMZSIG&X-Amz-Security-Token=Hidden7AMZTOK'
curl 'https://h.test/sas?sv=2024&se=2026-01-01&sr=b&sp=r&sig=Hidden7SAS%2B%3D'
curl https://api.telegram.org/bot123456789:AAEHidden7TELEGRAMabcdefghijklmnopqrs/sendMessage
curl https://discord.com/api/webhooks/123456789012345678/Hidden7DISCORDabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789
curl https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/Hidden7SLACKHOOKabcdefgh
curl https://h.test/reset/Hidden7RESETabcdef0123456789 -d 'PIN=1234&ssn=123-45-6789&pwd=Hidden7PWD&passphrase=Hidden7PHR&secretAnswer=Hidden7ANS&bearer=Hidden7BR'
curl https://h.test/nested -H 'content-type: application/json' -d '{"auth":{"user":"u","pass":"Hidden7NEST"},"credentials":["Hidden7ARR1","Hidden7ARR2"],"tokens":{"a":"Hidden7TOK"},"headers":[{"name":"Authorization","value":"Bearer Hidden7NV"}],"payload":"{\"password\":\"Hidden7STR\"}"}'
