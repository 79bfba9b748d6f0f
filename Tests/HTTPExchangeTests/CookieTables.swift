/// What is set and what is sent then: the kinds of the http-state suite of RFC 6265, in rows of our own.
enum CookieTables {
    /// Names and values.
    static let pairs = #"""
        a=b => a=b
        a=b; c=d => a=b
        a=b ;; c=d => a=b; c=d
        a=b ;; a=c => a=c
        a=b ;; c=d ;; a=e => a=e; c=d
        a=b ;; A=c => a=b; A=c
        a= => a=
        =a => a
        a => a
        novalue; Path=/ => novalue
        a ;; b => b
        = =>
        ; Path=/ =>
        ;a=b =>
        a=b=c => a=b=c
        a==b => a==b
        a=b==; Secure2 => a=b==
          a  =  b   => a=b
        \ta\t=\tb\t => a=b
        a=b c => a=b c
        a="b c" => a="b c"
        a="b;c" => a="b
        a='b' => a='b'
        a=b,c=d => a=b,c=d
        a=b\tc => a=b\tc
        a=b\x01c =>
        a\x01=b =>
        a=b; Path=/\x01 =>
        a=ñ => a=ñ
        ñ=a => ñ=a
        a/b=c => a/b=c
        a b=c => a b=c
        a{}=c => a{}=c
        $Version=1 => $Version=1
        a=b; a=c => a=b
        a=%20%3B => a=%20%3B
        a=<b>&c => a=<b>&c
        0=1 => 0=1
        Path=/x => Path=/x
        secure => secure
        a=b; => a=b
        a=b;; => a=b
        a=b; ; => a=b
        a=b; =c => a=b
        a=b; foo => a=b
        a=b; foo=bar; HttpOnly; SameSite=Lax; Priority=High; Partitioned => a=b
        a=b; httponly => a=b
        a=b; SameSite=None => a=b
        """#

    /// `Path`.
    static let paths = #"""
        a=b; Path=/ => [http://shop.example.org/] a=b
        a=b; Path=/ => [http://shop.example.org/x/y] a=b
        a=b => [http://shop.example.org/] 
        a=b => [http://shop.example.org/cart] a=b
        a=b => [http://shop.example.org/cart/] a=b
        a=b => [http://shop.example.org/cart/deep/down] a=b
        a=b => [http://shop.example.org/cartoon] 
        a=b; Path=/cart => [http://shop.example.org/cartoon] 
        a=b; Path=/cart => [http://shop.example.org/cart] a=b
        a=b; Path=/cart => [http://shop.example.org/cart/x] a=b
        a=b; Path=/cart/ => [http://shop.example.org/cart] 
        a=b; Path=/cart/ => [http://shop.example.org/cart/x] a=b
        a=b; Path=/cart => [http://shop.example.org/cart?x=1] a=b
        a=b; Path=/cart => [http://shop.example.org/Cart] 
        a=b; Path=/other => [http://shop.example.org/cart/get] 
        a=b; Path=/other => [http://shop.example.org/other/x] a=b
        a=b; Path= => [http://shop.example.org/cart/x] a=b
        a=b; Path => [http://shop.example.org/cart/x] a=b
        a=b; Path=cart => [http://shop.example.org/cart/x] a=b
        a=b; Path="/" => [http://shop.example.org/] 
        a=b; Path=/x; Path=/cart => a=b
        a=b; Path=/cart; Path=/x => 
        a=b; Path=/x; Path= => a=b
        a=b; PATH=/x => [http://shop.example.org/x] a=b
        a=b;path=/x => [http://shop.example.org/x] a=b
        a=b; Path = /x => [http://shop.example.org/x] a=b
        a=b; Path=/x/../cart => 
        a=b; Path=/%63art => 
        [http://shop.example.org/set] a=b => [http://shop.example.org/x] a=b
        [http://shop.example.org] a=b => [http://shop.example.org/x] a=b
        [http://shop.example.org/a/b/c?d=/e/f] a=b => [http://shop.example.org/a/b/x] a=b
        [http://shop.example.org/a/b/c?d=/e/f] a=b => [http://shop.example.org/a/x] 
        a=1; Path=/ ;; a=2; Path=/cart => a=2; a=1
        a=1; Path=/cart ;; b=2; Path=/ ;; c=3; Path=/cart => a=1; c=3; b=2
        a=1; Path=/ ;; b=2; Path=/cart/get ;; c=3; Path=/cart => b=2; c=3; a=1
        a=1; Path=/cart ;; a=2; Path=/cart/ => a=2; a=1
        """#

    /// `Domain`.
    static let domains = #"""
        a=b => [http://example.org/cart/x] 
        a=b => [http://www.shop.example.org/cart/x] 
        a=b => [http://SHOP.example.org/cart/x] a=b
        a=b; Domain=example.org => [http://example.org/cart/x] a=b
        a=b; Domain=.example.org => [http://example.org/cart/x] a=b
        a=b; Domain=example.org => [http://a.b.example.org/cart/x] a=b
        a=b; Domain=EXAMPLE.org => [http://a.b.example.org/cart/x] a=b
        a=b; Domain=example.org => [http://badexample.org/cart/x] 
        a=b; Domain=shop.example.org => [http://x.shop.example.org/cart/x] a=b
        a=b; Domain=shop.example.org => [http://example.org/cart/x] 
        a=b; Domain=other.example.org => [http://other.example.org/cart/x] 
        a=b; Domain=x.shop.example.org => [http://x.shop.example.org/cart/x] 
        a=b; Domain=example.com => [http://example.com/cart/x] 
        a=b; Domain=org => [http://other.org/cart/x] 
        a=b; Domain=.org => 
        a=b; Domain= => a=b
        a=b; Domain= => [http://x.shop.example.org/cart/x] 
        a=b; Domain => a=b
        a=b; Domain=. => a=b
        a=b; Domain=..example.org => 
        a=b; Domain=example.org. => 
        a=b; Domain=example.org:80 => 
        a=b; Domain="example.org" => 
        a=b; Domain=*.example.org => 
        a=b; Domain=other.org; Domain=example.org => a=b
        a=b; Domain=example.org; Domain=other.org => 
        a=b; Domain=other.org; Domain= => a=b
        a=1 ;; a=2; Domain=example.org => a=1; a=2
        a=1; Domain=example.org ;; a=2; Domain=.example.org => a=2
        a=1; Domain=example.org ;; a=2; Domain=shop.example.org => a=1; a=2
        [http://turnos.com.ar/x] a=b; Domain=com.ar => [http://turnos.com.ar/x] 
        [http://a.turnos.com.ar/x] a=b; Domain=turnos.com.ar => [http://b.turnos.com.ar/x] a=b
        [http://x.co.uk/x] a=b; Domain=co.uk => [http://y.co.uk/x] 
        [http://me.github.io/x] a=b; Domain=github.io => [http://you.github.io/x] 
        [http://github.io/x] a=b; Domain=github.io => [http://github.io/x] a=b
        [http://github.io/x] a=b; Domain=github.io => [http://you.github.io/x] 
        [http://localhost/x] a=b => [http://localhost/x] a=b
        [http://localhost/x] a=b; Domain=localhost => [http://localhost/x] a=b
        [http://localhost/x] a=b; Domain=localhost => [http://x.localhost/x] 
        [http://api/x] a=b => [http://api/x] a=b
        [http://127.0.0.1/x] a=b => [http://127.0.0.1/x] a=b
        [http://127.0.0.1/x] a=b; Domain=127.0.0.1 => [http://127.0.0.1/x] a=b
        [http://127.0.0.1/x] a=b; Domain=0.0.1 => [http://127.0.0.1/x] 
        [http://127.0.0.1/x] a=b => [http://127.0.0.2/x] 
        [http://[::1]/x] a=b => [http://[::1]/x] a=b
        """#

    /// `Max-Age` and `Expires`; all happens on 30 November 2026.
    static let lives = #"""
        a=b; Max-Age=60 => a=b
        a=b; Max-Age=0 => 
        a=b; Max-Age=-1 => 
        a=b; Max-Age=- => 
        a=b; Max-Age= => a=b
        a=b; Max-Age => a=b
        a=b; Max-Age=1x => a=b
        a=b; Max-Age=+1 => a=b
        a=b; Max-Age="60" => a=b
        a=b; Max-Age=99999999999999999999999999 => a=b
        a=b; Max-Age=-99999999999999999999999999 => 
        a=b; max-age=0 => 
        a=b ;; a=; Max-Age=0 => 
        a=b ;; a=c; Max-Age=0; Path=/ => a=b
        a=b ;; c=d; Max-Age=0 => a=b
        a=b ;; A=; Max-Age=0 => a=b
        a=b; Max-Age=0; Max-Age=60 => a=b
        a=b; Expires=Wed, 09 Jun 2027 10:18:14 GMT => a=b
        a=b; Expires=Wed, 09 Jun 2021 10:18:14 GMT => 
        a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT => 
        a=b; Expires=Wednesday, 09-Jun-27 10:18:14 GMT => a=b
        a=b; Expires=Wed Jun  9 10:18:14 2027 => a=b
        a=b; Expires=09 Jun 2027 10:18:14 => a=b
        a=b; Expires=never => a=b
        a=b; Expires=0 => a=b
        a=b; Expires= => a=b
        a=b; Expires=Wed, 31 Feb 2021 10:18:14 GMT => a=b
        a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60 => a=b
        a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT => a=b
        a=b; Max-Age=0; Expires=Wed, 09 Jun 2027 10:18:14 GMT => 
        a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT => a=b
        a=b ;; a=deleted; Expires=Thu, 01-Jan-1970 00:00:01 GMT => 
        """#

    /// `Secure`, and the prefixes of names.
    static let safety = #"""
        a=b; Secure => 
        [https://shop.example.org/cart/set] a=b; Secure => 
        [https://shop.example.org/cart/set] a=b; Secure => [https://shop.example.org/cart/x] a=b
        [https://shop.example.org/cart/set] a=b; secure=false => [http://shop.example.org/cart/x] 
        [https://shop.example.org/cart/set] a=b => [http://shop.example.org/cart/x] a=b
        [https://shop.example.org/cart/set] __Secure-a=b; Secure => [https://shop.example.org/cart/x] __Secure-a=b
        [https://shop.example.org/cart/set] __Secure-a=b => [https://shop.example.org/cart/x] 
        [https://shop.example.org/cart/set] __SECURE-a=b => [https://shop.example.org/cart/x] 
        [https://shop.example.org/cart/set] __Host-a=b; Secure; Path=/ => [https://shop.example.org/x] __Host-a=b
        [https://shop.example.org/cart/set] __Host-a=b; Secure => [https://shop.example.org/cart/x] 
        [https://shop.example.org/cart/set] __Host-a=b; Path=/ => [https://shop.example.org/x] 
        [https://shop.example.org/cart/set] __Host-a=b; Secure; Path=/cart => [https://shop.example.org/cart/x] 
        [https://a.org/] __Host-a=b; Secure; Path=/; Domain=a.org => [https://a.org/] 
        [https://a.org/] __host-a=b; Secure; Path=/ => [https://a.org/] __host-a=b
        [https://a.org/] =__Host-a => [https://a.org/] 
        [https://a.org/] __Secure-a => [https://a.org/] 
        [https://a.org/] __Secur-a=b => [https://a.org/] __Secur-a=b
        __Host-a=b; Path=/ => [http://shop.example.org/] 
        """#

    static let all = pairs + "\n" + paths + "\n" + domains + "\n" + lives + "\n" + safety
}
