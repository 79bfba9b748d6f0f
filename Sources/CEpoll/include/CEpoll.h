// epoll(7) and timerfd_create(2), which the Glibc module map leaves out.
#ifndef ZONDA_CEPOLL_H
#define ZONDA_CEPOLL_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#endif
