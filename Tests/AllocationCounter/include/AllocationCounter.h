// Counts the calling thread's heap allocations, by standing in front of glibc's malloc in the test program.
#ifndef ZONDA_ALLOCATION_COUNTER_H
#define ZONDA_ALLOCATION_COUNTER_H
/* Allocations of this thread so far, or -1 where they cannot be counted (sanitizers bring a malloc of their own). */
long allocation_count(void);
#endif
