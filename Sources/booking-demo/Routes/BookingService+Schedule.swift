import Groundwork
import Hummingbird

extension BookingService {
    func addSchedule(to api: RouterGroup<DemoContext>) {
        // The catalogue never changes: one text for each tenant.
        let services = Dictionary(
            uniqueKeysWithValues: store.catalogue.tenants.map { tenant in
                let list = tenant.services.map { service in
                    let name = JSONText.quoted(service.name)
                    return
                        #"{"id":\#(service.id),"name":\#(name),"minutes":\#(service.minutes),"price":\#(service.price)}"#
                }
                return (tenant.id, ByteBuffer(string: JSONArray.text(list)))
            }
        )
        api.get("services") { _, context in
            Response.json(services[try context.requireTenant().id] ?? ByteBuffer(string: "[]"))
        }
        api.get("schedule/today") { _, context in
            Response.json(try await store.today(of: context.requireTenant()))
        }
        api.get("schedule/{provider}/slots") { request, context in
            let number = try context.number("provider")
            let providers = try context.requireTenant().providers
            guard number >= 1, number <= providers.count else { throw Refusal.notFound("no such provider") }
            guard let text = request.uri.queryParameters["date"] else {
                throw Refusal.unprocessable("the query needs date=YYYY-MM-DD")
            }
            guard let date = CivilDate(text) else { throw Refusal.unprocessable("“\(text)” is not a date YYYY-MM-DD") }
            return Response.json(try await store.slots(of: providers[Int(number) - 1], on: date))
        }
    }
}
