/* A disk with faults, by LD_PRELOAD: the recorder of a power-cut model, and a disk that is full on demand.
 *
 * FAULT_RECORD=FILE  every write, truncation, sync and removal of a chat.db* file (its shared memory aside, which a
 *                    power cut takes whole) is appended to FILE: u8 kind, u8 length of the name, u64 offset, u64 size,
 *                    the name, the bytes. Kinds: w, t, s, u.
 * FAULT_FULL=FILE    as long as FILE exists, writes that make a file longer whose name matches a pattern of FILE's
 *                    first line fail with ENOSPC.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int record = -1;

static ssize_t put(int fd, const void *bytes, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(fd, bytes, size);
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULT_RECORD");
    if (path) record = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The last part of the path of FD, or "". */
static const char *name_of(int fd, char *room, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, room, size - 1);
    if (length <= 0) return "";
    room[length] = 0;
    char *slash = strrchr(room, '/');
    return slash ? slash + 1 : "";
}

static int is_kept(const char *name) {
    return strncmp(name, "chat.db", 7) == 0 && !strstr(name, "-shm");
}

static void note(char kind, const char *name, uint64_t offset, uint64_t size, const void *bytes) {
    if (record < 0 || !is_kept(name)) return;
    uint8_t head[18] = {(uint8_t)kind, (uint8_t)strlen(name)};
    memcpy(head + 2, &offset, 8);
    memcpy(head + 10, &size, 8);
    put(record, head, sizeof head);
    put(record, name, strlen(name));
    if (bytes) put(record, bytes, size);
}

static int is_full(int fd, const char *name, off_t end) {
    const char *path = getenv("FAULT_FULL");
    struct stat now;
    if (!path || !*name || fstat(fd, &now) || !S_ISREG(now.st_mode) || end <= now.st_size) return 0;
    char words[256] = "", *rest, *word;
    FILE *file = fopen(path, "re");
    if (!file) return 0;
    if (!fgets(words, sizeof words, file)) words[0] = 0;
    fclose(file);
    for (word = strtok_r(words, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest))
        if (!fnmatch(word, name, 0)) return 1;
    return 0;
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    char room[512];
    const char *name = name_of(fd, room, sizeof room);
    if (is_full(fd, name, offset + (off_t)size)) {
        errno = ENOSPC;
        return -1;
    }
    pthread_mutex_lock(&lock);
    ssize_t done = real(fd, bytes, size, offset);
    if (done > 0) note('w', name, (uint64_t)offset, (uint64_t)done, bytes);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
    return pwrite64(fd, bytes, size, offset);
}

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (getenv("FAULT_FULL")) {
        char room[512];
        off_t at = lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
        if (at >= 0 && is_full(fd, name_of(fd, room, sizeof room), at + (off_t)size)) {
            errno = ENOSPC;
            return -1;
        }
    }
    return real(fd, bytes, size);
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    char room[512];
    pthread_mutex_lock(&lock);
    int done = real(fd, size);
    if (!done) note('t', name_of(fd, room, sizeof room), (uint64_t)size, 0, NULL);
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate(int fd, off_t size) {
    return ftruncate64(fd, size);
}

/* Noted after it is done: only then may anyone rely on it. */
static int synced(int fd, int done) {
    char room[512];
    if (!done) {
        pthread_mutex_lock(&lock);
        note('s', name_of(fd, room, sizeof room), 0, 0, NULL);
        pthread_mutex_unlock(&lock);
    }
    return done;
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return synced(fd, real(fd));
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return synced(fd, real(fd));
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    const char *slash = strrchr(path, '/');
    int done = real(path);
    if (!done) {
        pthread_mutex_lock(&lock);
        note('u', slash ? slash + 1 : path, 0, 0, NULL);
        pthread_mutex_unlock(&lock);
    }
    return done;
}
