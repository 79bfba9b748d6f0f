// The reference that Zonda's engine is measured against: a bare closed loop over libcurl with nothing else in it.
//
//   loop URL USERS SECONDS shared|private
//
// Many multi handles, one epoll set, registrations kept between transfers (as in the Swift driver), one header, no
// check, no capture, no histogram. "private" gives each user a connection of its own through an alias. Prints one line:
// requests, seconds of processor time, and requests per processor second.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { PER_MULTI = 32, MAX_FD = 65536 };

struct socket_state { int multi; unsigned wanted, registered; };
static struct socket_state sockets[MAX_FD];
static int epoll_set;
static CURLM **multis;
static long *deadlines; // milliseconds, -1: none

static long now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *context, void *unused) {
    (void)easy; (void)unused;
    struct socket_state *state = &sockets[fd];
    unsigned wanted = (what & CURL_POLL_IN && what != CURL_POLL_REMOVE ? EPOLLIN : 0)
        | (what & CURL_POLL_OUT && what != CURL_POLL_REMOVE ? EPOLLOUT : 0);
    state->multi = (int)(long)context;
    state->wanted = wanted;
    if ((state->registered & wanted) == wanted && !(state->registered & ~wanted & EPOLLOUT)) return 0;
    struct epoll_event event = { .events = wanted ? wanted : EPOLLIN, .data.fd = fd };
    epoll_ctl(epoll_set, state->registered ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
    state->registered = event.events;
    return 0;
}

static int on_close(void *context, curl_socket_t fd) {
    (void)context;
    memset(&sockets[fd], 0, sizeof sockets[fd]);
    return close(fd);
}

static int on_timer(CURLM *multi, long timeout, void *context) {
    (void)multi;
    deadlines[(long)context] = timeout < 0 ? -1 : now_ms() + timeout;
    return 0;
}

static size_t on_data(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes; (void)context;
    return size * count;
}

static long done;

// With one user: how long each answer took, nanoseconds.
static long *times, started_at;
enum { MOST_TIMES = 1 << 20 };

static long now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int by_length(const void *a, const void *b) {
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

static void collect(int index) {
    int left, running;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multis[index], &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        CURL *easy = message->easy_handle;
        if (message->data.result != CURLE_OK) {
            fprintf(stderr, "loop: %s\n", curl_easy_strerror(message->data.result));
            exit(1);
        }
        if (times) {
            long now = now_ns();
            if (done < MOST_TIMES) times[done] = now - started_at;
            started_at = now;
        }
        done++;
        curl_multi_remove_handle(multis[index], easy);
        curl_multi_add_handle(multis[index], easy);
        curl_multi_socket_action(multis[index], CURL_SOCKET_TIMEOUT, 0, &running);
    }
}

int main(int argc, char **argv) {
    if (argc != 5) { fprintf(stderr, "usage: loop URL USERS SECONDS shared|private\n"); return 64; }
    int users = atoi(argv[2]), seconds = atoi(argv[3]), private = !strcmp(argv[4], "private");
    int count = (users + PER_MULTI - 1) / PER_MULTI, running;
    if (users == 1) times = calloc(MOST_TIMES, sizeof *times);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    epoll_set = epoll_create1(0);
    multis = calloc(count, sizeof *multis);
    deadlines = calloc(count, sizeof *deadlines);
    CURLU *url = curl_url();
    char *port, *host;
    if (curl_url_set(url, CURLUPART_URL, argv[1], 0) || curl_url_get(url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT)
        || curl_url_get(url, CURLUPART_HOST, &host, 0)) return 64;
    struct curl_slist *headers = curl_slist_append(NULL, "X-Test: abc");
    for (long i = 0; i < count; i++) {
        multis[i] = curl_multi_init();
        deadlines[i] = -1;
        curl_multi_setopt(multis[i], CURLMOPT_SOCKETFUNCTION, on_socket);
        curl_multi_setopt(multis[i], CURLMOPT_SOCKETDATA, (void *)i);
        curl_multi_setopt(multis[i], CURLMOPT_TIMERFUNCTION, on_timer);
        curl_multi_setopt(multis[i], CURLMOPT_TIMERDATA, (void *)i);
        curl_multi_setopt(multis[i], CURLMOPT_MAXCONNECTS, (long)PER_MULTI * 4);
    }
    for (int u = 0; u < users; u++) {
        CURL *easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_CURLU, url);
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 4096L);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_data);
        curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
        if (private) {
            char text[160];
            snprintf(text, sizeof text, "::u%d.invalid:", u);
            curl_easy_setopt(easy, CURLOPT_CONNECT_TO, curl_slist_append(NULL, text));
            snprintf(text, sizeof text, "u%d.invalid:%s:%s", u, port, host);
            curl_easy_setopt(easy, CURLOPT_RESOLVE, curl_slist_append(NULL, text));
        }
        CURLM *multi = multis[u % count];
        curl_multi_add_handle(multi, easy);
        curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    struct rusage before, after;
    struct epoll_event events[256];
    long end = 0, start = now_ms();
    // A second of warm-up: connections are opened and nothing is counted.
    for (;;) {
        int ready = epoll_wait(epoll_set, events, 256, 10);
        for (int e = 0; e < ready; e++) {
            int fd = events[e].data.fd, bits = 0;
            if (!sockets[fd].wanted) {
                epoll_ctl(epoll_set, EPOLL_CTL_DEL, fd, NULL);
                sockets[fd].registered = 0;
                continue;
            }
            if (events[e].events & EPOLLIN) bits |= CURL_CSELECT_IN;
            if (events[e].events & EPOLLOUT) bits |= CURL_CSELECT_OUT;
            if (events[e].events & (EPOLLERR | EPOLLHUP)) bits |= CURL_CSELECT_ERR;
            int multi = sockets[fd].multi;
            curl_multi_socket_action(multis[multi], fd, bits, &running);
            collect(multi);
        }
        long now = now_ms();
        if (ready < 256) {
            for (int i = 0; i < count; i++) {
                if (deadlines[i] < 0 || deadlines[i] > now) continue;
                deadlines[i] = -1;
                curl_multi_socket_action(multis[i], CURL_SOCKET_TIMEOUT, 0, &running);
                collect(i);
            }
        }
        if (!end && now - start >= 1000) {
            getrusage(RUSAGE_SELF, &before);
            done = 0;
            end = now + seconds * 1000L;
        }
        if (end && now >= end) break;
    }
    getrusage(RUSAGE_SELF, &after);
    double cpu = (after.ru_utime.tv_sec - before.ru_utime.tv_sec) + (after.ru_stime.tv_sec - before.ru_stime.tv_sec)
        + (after.ru_utime.tv_usec - before.ru_utime.tv_usec + after.ru_stime.tv_usec - before.ru_stime.tv_usec) / 1e6;
    printf("requests %ld cpu %.3f per-cpu-second %.0f per-second %.0f\n", done, cpu, done / cpu, done / (double)seconds);
    if (times && done) {
        long kept = done < MOST_TIMES ? done : MOST_TIMES;
        qsort(times, kept, sizeof *times, by_length);
        printf("median-us %.1f\n", times[kept / 2] / 1e3);
    }
    return 0;
}
