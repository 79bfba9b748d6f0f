// epoll(7) and timerfd_create(2), which the Glibc module map leaves out.
#ifndef ZONDA_CEPOLL_H
#define ZONDA_CEPOLL_H
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#endif
