import ArgumentParser
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

@main
struct BookingDemo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "booking-demo",
        abstract: "A booking, schedule and payment service to be put under load.",
        discussion: "It holds seeded sample data, and can be made slow, faulty or unsafe on purpose."
    )

    @OptionGroup(title: "Service") var service: ServiceOptions
    @OptionGroup(title: "Payment provider") var payments: PaymentOptions
    @OptionGroup(title: "Trouble") var trouble: TroubleArguments

    mutating func run() async throws {
        NIOSingletons.groupLoopCountSuggestion = service.threads
        let group = MultiThreadedEventLoopGroup.singleton
        var logger = Logger(label: "booking-demo") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning

        let catalogue = Catalogue(seed: service.seed, providers: service.providers)
        let store = try Store(
            path: service.db,
            catalogue: catalogue,
            seeder: Seeder(
                seed: service.seed,
                patients: service.patients,
                password: service.password,
                slotsPerDay: service.slotsPerDay
            ),
            oversell: trouble.oversell
        )
        let trouble = Trouble(
            slow: trouble.slow,
            fail: trouble.fail,
            stalls: trouble.stall,
            seed: service.seed
        )
        let signature = WebhookSignature(secret: payments.webhookSecret)
        let sender = WebhookSender(group: group)
        let provider = PaymentProvider(
            behaviour: payments.behaviour,
            signature: signature,
            seed: service.seed,
            sender: sender
        )
        let bookings = BookingService(
            store: store,
            tokens: TokenIssuer(secret: service.jwtSecret),
            provider: provider,
            signature: signature,
            trouble: trouble
        )
        let host = service.host
        let application = Application(
            router: bookings.router(),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: service.port),
                backlog: 4096
            ),
            onServerRunning: { channel in
                guard let address = channel.localAddress, let port = address.port else { return }
                if let loopback = try? SocketAddress(ipAddress: "127.0.0.1", port: port) {
                    sender.open(host == "0.0.0.0" ? loopback : address)
                }
                trouble.begin()
                // One write of one line, past any buffer of the standard library.
                FileHandle.standardOutput.write(Data("booking-demo listening on http://\(host):\(port)\n".utf8))
            },
            eventLoopGroupProvider: .shared(group),
            logger: logger
        )
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [application, SenderService(sender: sender)],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await services.run()
    }
}

/// Closes the provider's connections when the service stops; the server would wait for them otherwise.
private struct SenderService: Service {
    var sender: WebhookSender

    func run() async throws {
        try? await gracefulShutdown()
        sender.close()
    }
}
