import Hummingbird

extension BookingService {
    func addPages(to router: Router<DemoContext>) {
        let home = ByteBuffer(string: BookingService.homePage)
        router.get("/") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/html; charset=utf-8"],
                body: ResponseBody(byteBuffer: home)
            )
        }
        router.get("health") { _, _ in Answer(status: 200, body: #"{"status":"ok"}"#).response }
        router.get("ready") { _, _ in
            // One query shows that the database answers.
            try await store.probe()
            return Answer(status: 200, body: #"{"status":"ready"}"#).response
        }
    }

    func addAdministration(to api: RouterGroup<DemoContext>) {
        api.get("stats") { _, _ in try await store.stats().response }
        api.delete("test-data") { _, context in
            guard try context.bearer().admin else { throw Refusal.forbidden("only the administrator may do this") }
            return try await store.clear().response
        }
    }

    private static let homePage = """
        <!doctype html>
        <html lang="es">
        <head><meta charset="utf-8"><title>Turnos</title></head>
        <body>
        <h1>Turnos</h1>
        <p>Reservá un turno con tu barbero, tu psicóloga o tu médico.</p>
        <ul>
        <li><a href="/api/services">Servicios</a></li>
        <li><a href="/api/schedule/today">Agenda de hoy</a></li>
        </ul>
        </body>
        </html>
        """
}
