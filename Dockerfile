# An image with zonda alone. The tag of the second stage's system must be the first one's: the program uses its C library.
#
#   docker build --build-arg COMMIT=$(git rev-parse --short=12 HEAD) --tag zonda:0.1.0 .
#   docker run --rm --network host --user "$(id -u)" --volume "$PWD:/work" zonda:0.1.0 zonda run scenarios/booking.zonda
FROM swift:6.3.1-bookworm AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get install -y --no-install-recommends libcurl4-openssl-dev libpcre2-dev libssl-dev libxml2-dev pkg-config zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
# The commit for zonda --version; an image is made from an archive or a checkout without git, too.
ARG COMMIT=
# The check that is left out: see the Makefile.
RUN ZONDA_COMMIT="$COMMIT" swift build -c release -Xswiftc -enforce-exclusivity=unchecked --static-swift-stdlib \
        --product zonda \
    && mkdir -p /out \
    && cp "$(swift build -c release --static-swift-stdlib --show-bin-path)/zonda" /out/zonda \
    && strip /out/zonda

FROM debian:bookworm-slim
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get install -y --no-install-recommends ca-certificates libcurl4 libpcre2-8-0 libssl3 libstdc++6 libxml2 tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home zonda
COPY --from=build /out/zonda /usr/local/bin/zonda
USER 10001
WORKDIR /work
# Whether the program and its libraries can be loaded at all; what a run is worth it says itself.
HEALTHCHECK --interval=1m --timeout=5s --retries=2 CMD ["/usr/local/bin/zonda", "--version"]
# No entry point: CI systems start a shell in the image.
CMD ["zonda", "--help"]
