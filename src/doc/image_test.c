/* Images of every kind a phone or a scanner makes, and broken ones, through the real helper process. */
#include "image.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <jpeglib.h>
#include <png.h>
#include <zlib.h>
#include "tests/unit/tests.h"

static arena memory;
static struct ctx context;

static struct ctx *fresh(void)
{
	arena_reset(&memory);
	context = (struct ctx){.a = &memory};
	return &context;
}

/* ---- making images ---- */

enum { RED, GREEN, BLUE, WHITE };
static const unsigned char colours[4][3] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {255, 255, 255}};

/* Four quarters: red green / blue white. */
static const unsigned char *quarter(int x, int y, int w, int h) { return colours[(x >= w / 2) + 2 * (y >= h / 2)]; }

static str jpeg_made(struct ctx *c, int w, int h, J_COLOR_SPACE space, bool progressive, int orientation)
{
	struct jpeg_compress_struct j = {0};
	struct jpeg_error_mgr errors;
	unsigned char *bytes = NULL;
	unsigned long n = 0;
	int channels = space == JCS_CMYK ? 4 : space == JCS_GRAYSCALE ? 1 : 3;
	unsigned char *row = arena_get(c->a, (size_t)w * 4);
	j.err = jpeg_std_error(&errors);
	jpeg_create_compress(&j);
	jpeg_mem_dest(&j, &bytes, &n);
	j.image_width = (unsigned)w;
	j.image_height = (unsigned)h;
	j.input_components = channels;
	j.in_color_space = space;
	jpeg_set_defaults(&j);
	jpeg_set_quality(&j, 95, TRUE);
	if (progressive)
		jpeg_simple_progression(&j);
	jpeg_start_compress(&j, TRUE);
	if (orientation) {
		unsigned char exif[] = "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0GPS secret";
		exif[6 + 19] = (unsigned char)orientation;
		jpeg_write_marker(&j, JPEG_APP0 + 1, exif, sizeof exif);
	}
	for (int y = 0; y < h; y++) {
		for (int x = 0; x < w; x++) {
			const unsigned char *q = quarter(x, y, w, h);
			for (int k = 0; k < channels; k++) /* inverted ink, as Adobe writes it */
				row[x * channels + k] = k == 3 ? 255 : q[k];
		}
		jpeg_write_scanlines(&j, &row, 1);
	}
	jpeg_finish_compress(&j);
	jpeg_destroy_compress(&j);
	str out = str_copy(c->a, (str){(char *)bytes, n});
	free(bytes);
	return out;
}

static void give(png_structp png, png_bytep from, size_t n) { buf_put(png_get_io_ptr(png), (const char *)from, n); }
static void flush(png_structp png) { (void)png; }

static str png_made(struct ctx *c, int w, int h, int type, int depth, bool interlaced)
{
	buf out = {.a = c->a};
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	png_color palette[4];
	png_text text = {.compression = PNG_TEXT_COMPRESSION_NONE,
		.key = (char *)(uintptr_t) "Comment",
		.text = (char *)(uintptr_t) "secret"};
	png_set_write_fn(png, &out, give, flush);
	png_set_IHDR(
		png, info, (unsigned)w, (unsigned)h, depth, type, interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, 0, 0);
	for (int i = 0; i < 4; i++)
		palette[i] = (png_color){colours[i][0], colours[i][1], colours[i][2]};
	if (type == PNG_COLOR_TYPE_PALETTE)
		png_set_PLTE(png, info, palette, 4);
	png_set_text(png, info, &text, 1);
	png_write_info(png, info);
	size_t line = png_get_rowbytes(png, info), pixel = type == PNG_COLOR_TYPE_PALETTE ? 1 : 3 * (size_t)depth / 8;
	unsigned char **rows = NEWN(c->a, unsigned char *, h);
	for (int y = 0; y < h; y++) {
		rows[y] = arena_get(c->a, line);
		for (int x = 0; x < w; x++)
			for (size_t k = 0; k < pixel; k++)
				rows[y][(size_t)x * pixel + k] = type == PNG_COLOR_TYPE_PALETTE
									 ? (unsigned char)((x >= w / 2) + 2 * (y >= h / 2))
									 : quarter(x, y, w, h)[depth == 16 ? k / 2 : k];
	}
	png_write_image(png, rows);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	return buf_text(&out);
}

/* ---- cleaning them ---- */

static int file_of(str bytes)
{
	int fd = memfd_create("test", 0);
	assert_true(fd >= 0 && write(fd, bytes.s, bytes.n) == (ssize_t)bytes.n);
	return fd;
}

static err clean(struct ctx *c, str bytes, int side, str *out)
{
	int in = file_of(bytes), fd = -1;
	int64_t size = 0;
	err e = image_clean(c, in, side, &fd, &size);
	close(in);
	if (e)
		return e;
	char *p = arena_get(c->a, (size_t)size + 1);
	assert_int_equal(read(fd, p, (size_t)size), size);
	close(fd);
	*out = (str){p, (size_t)size};
	return NULL;
}

/* The colour in the middle of each quarter, read back by our own decoder; -1 = none of the four. */
static void assert_quarters(struct ctx *c, str bytes, int width, int height, int a, int b, int d, int e)
{
	struct image image;
	int orientation = 1, wanted[] = {a, b, d, e};
	bool jpeg = sniff(bytes, (int64_t)bytes.n) == FILE_JPEG;
	assert_int_equal((jpeg ? jpeg_decode : png_decode)(c->a, bytes, 20000, &image, &orientation), DECODED);
	assert_int_equal(orientation, 1);
	assert_int_equal(image.width, width);
	assert_int_equal(image.height, height);
	for (int i = 0; i < 4; i++) {
		int x = width / 4 + (i % 2) * (width / 2), y = height / 4 + (i / 2) * (height / 2);
		const unsigned char *p = image.pixels + ((size_t)y * (size_t)width + (size_t)x) * (size_t)image.channels;
		for (int k = 0; k < 3; k++)
			assert_in_range(p[k] + 12, colours[wanted[i]][k], colours[wanted[i]][k] + 24);
	}
}

static void assert_cleaned(str bytes, int side, int width, int height)
{
	struct ctx *c = &context;
	str out;
	err e = clean(c, bytes, side, &out);
	if (e)
		fail_msg("%.*s", STR_ARG(e->text));
	assert_int_equal(sniff(out, (int64_t)out.n), sniff(bytes, (int64_t)bytes.n));
	assert_false(str_has(out, S("secret")));
	assert_false(str_has(out, S("Exif")));
	assert_quarters(c, out, width, height, RED, GREEN, BLUE, WHITE);
}

static void kinds_of_jpeg(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	assert_cleaned(jpeg_made(c, 400, 200, JCS_RGB, false, 0), 3000, 400, 200);
	assert_cleaned(jpeg_made(c, 400, 200, JCS_RGB, true, 1), 3000, 400, 200);
	assert_cleaned(jpeg_made(c, 400, 200, JCS_CMYK, false, 0), 3000, 400, 200);
	assert_cleaned(jpeg_made(c, 1000, 500, JCS_RGB, true, 0), 150, 150, 75);
	str grey;
	assert_null(clean(c, jpeg_made(c, 64, 64, JCS_GRAYSCALE, false, 0), 3000, &grey));
}

static void kinds_of_png(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	assert_cleaned(png_made(c, 200, 100, PNG_COLOR_TYPE_RGB, 8, false), 3000, 200, 100);
	assert_cleaned(png_made(c, 200, 100, PNG_COLOR_TYPE_RGB, 16, false), 3000, 200, 100);
	assert_cleaned(png_made(c, 200, 100, PNG_COLOR_TYPE_RGB, 8, true), 3000, 200, 100);
	assert_cleaned(png_made(c, 200, 100, PNG_COLOR_TYPE_PALETTE, 8, false), 3000, 200, 100);
	assert_cleaned(png_made(c, 700, 350, PNG_COLOR_TYPE_RGB, 16, true), 70, 70, 35);
}

static void every_orientation_is_turned_upright(void **state)
{
	(void)state;
	static const int wanted[9][4] = {{0}, {RED, GREEN, BLUE, WHITE}, {GREEN, RED, WHITE, BLUE}, {WHITE, BLUE, GREEN, RED},
		{BLUE, WHITE, RED, GREEN}, {RED, BLUE, GREEN, WHITE}, {BLUE, RED, WHITE, GREEN}, {WHITE, GREEN, BLUE, RED},
		{GREEN, WHITE, RED, BLUE}};
	for (int o = 1; o <= 8; o++) {
		struct ctx *c = fresh();
		str out;
		const int *q = wanted[o];
		assert_null(clean(c, jpeg_made(c, 240, 120, JCS_RGB, false, o), 3000, &out));
		assert_quarters(c, out, o >= 5 ? 120 : 240, o >= 5 ? 240 : 120, q[0], q[1], q[2], q[3]);
	}
}

static void assert_refused(str bytes, const char *words)
{
	str out;
	err e = clean(&context, bytes, 3000, &out);
	assert_non_null(e);
	assert_int_equal(e->kind, INVALID);
	if (!str_has(e->text, str_of(words)))
		fail_msg("%.*s, wanted: %s", STR_ARG(e->text), words);
}

static void broken_images_are_refused(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	str jpeg = jpeg_made(c, 300, 300, JCS_RGB, false, 0), progressive = jpeg_made(c, 300, 300, JCS_RGB, true, 0);
	str png = png_made(c, 300, 300, PNG_COLOR_TYPE_RGB, 8, false);
	assert_refused((str){jpeg.s, jpeg.n / 2}, "Không đọc được");
	assert_refused((str){progressive.s, progressive.n / 2}, "Không đọc được");
	assert_refused((str){png.s, png.n / 2}, "Không đọc được");
	assert_refused((str){png.s, png.n - 12}, "Không đọc được");
	assert_refused(S("\xff\xd8\xff"), "Không đọc được");
	assert_refused(S("<svg/>"), "Không đọc được");
	assert_refused(S(""), "Không đọc được");
	char *flipped = (char *)str_copy(c->a, png).s;
	flipped[png.n / 2] ^= 1; /* its checksum is wrong now */
	assert_refused((str){flipped, png.n}, "Không đọc được");
}

static uint32_t crc_of(const char *s, size_t n)
{
	uint32_t crc = 0xffffffff;
	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned char)s[i];
		for (int k = 0; k < 8; k++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static void bombs_are_refused(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	char *png = (char *)png_made(c, 30, 30, PNG_COLOR_TYPE_RGB, 8, false).s;
	memcpy(png + 16, "\0\0\x40\0\0\0\x40\0", 8); /* 16384 x 16384 */
	uint32_t crc = crc_of(png + 12, 17);
	for (int i = 0; i < 4; i++)
		png[29 + i] = (char)(crc >> (24 - 8 * i));
	assert_refused((str){png, 120}, "80 triệu");
	str jpeg = jpeg_made(c, 30, 30, JCS_RGB, false, 0);
	char *frame = memmem(jpeg.s, jpeg.n, "\xff\xc0", 2);
	assert_non_null(frame);
	memcpy(frame + 5, "\xea\x60\xea\x60", 4); /* 60000 x 60000 */
	assert_refused(jpeg, "80 triệu");
}

static str seed(struct ctx *c, const char *path)
{
	char *bytes = arena_get(c->a, 1 << 16);
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, 1 << 16);
	assert_true(n > 0);
	close(fd);
	return (str){bytes, (size_t)n};
}

/* Yellow, green; red, blue nearly black: as the seed was drawn. */
static void is_the_seed(const struct image *i)
{
	assert_int_equal(i->channels, 3);
	assert_int_equal(i->width, 64);
	assert_int_equal(i->height, 40);
	const unsigned char *left = i->pixels + 3 * (64 * 4 + 4), *right = i->pixels + 3 * (64 * 4 + 60),
			    *below = i->pixels + 3 * (64 * 36 + 4);
	assert_true(left[0] > 200 && left[1] > 200 && left[2] < 90);
	assert_true(right[0] < 60 && right[1] > 200);
	assert_true(below[0] > 200 && below[1] < 60);
}

static void pictures_of_phones_are_read(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	static const char *const paths[] = {"tests/fuzz/seeds/image/rgb.heic", "tests/fuzz/seeds/image/rgb.webp"};
	for (size_t i = 0; i < COUNT(paths); i++) {
		buf out = {.a = c->a};
		struct image image;
		int orientation = 1;
		assert_int_equal(image_transcode(c->a, seed(c, paths[i]), 100, &out), DECODED);
		assert_int_equal(jpeg_decode(c->a, buf_text(&out), 100, &image, &orientation), DECODED);
		is_the_seed(&image);
		out.n = 0;
		assert_int_equal(image_transcode(c->a, seed(c, paths[i]), 32, &out), DECODED);
		assert_int_equal(jpeg_decode(c->a, buf_text(&out), 100, &image, &orientation), DECODED);
		assert_int_equal(image.width, 32);
		str whole = seed(c, paths[i]);
		assert_refused((str){whole.s, whole.n / 2}, "Không đọc được");
	}
}

static void clear_becomes_paper(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	buf out = {.a = c->a};
	struct image image;
	int orientation = 1;
	assert_int_equal(image_transcode(c->a, seed(c, "tests/fuzz/seeds/image/alpha.webp"), 100, &out), DECODED);
	assert_int_equal(jpeg_decode(c->a, buf_text(&out), 100, &image, &orientation), DECODED);
	for (int k = 0; k < 3; k++)
		assert_true(image.pixels[3 * (64 * 4 + 4) + k] > 240);
	assert_true(image.pixels[3 * (64 * 4 + 24) + 2] < 90); /* where it is solid it is the colour */
}

static void a_webp_says_how_it_was_held(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	str plain = seed(c, "tests/fuzz/seeds/image/rgb.webp");
	static const char exif[] = "EXIF\x1a\0\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
	buf b = {.a = c->a}, out = {.a = c->a};
	buf_put(&b, plain.s, 12);
	buf_put(&b, "VP8X\x0a\0\0\0\x08\0\0\0\x3f\0\0\x27\0\0", 18);
	buf_put(&b, plain.s + 12, plain.n - 12);
	buf_put(&b, exif, 8 + 26);
	b.s[4] = (char)((b.n - 8) & 0xff);
	b.s[5] = (char)((b.n - 8) >> 8);
	struct image image;
	int orientation = 1;
	assert_int_equal(image_transcode(c->a, buf_text(&b), 100, &out), DECODED);
	assert_int_equal(jpeg_decode(c->a, buf_text(&out), 100, &image, &orientation), DECODED);
	assert_int_equal(image.width, 40);
	assert_int_equal(image.height, 64);
}

static void a_large_webp_is_refused(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	char *bytes = (char *)(uintptr_t)seed(c, "tests/fuzz/seeds/image/rgb.webp").s;
	memcpy(bytes + 26, "\xff\x3f\xff\x3f", 4); /* 16383 x 16383 */
	assert_refused((str){bytes, 154}, "80 triệu");
}

static void *nothing(void *arg) { return arg; }

static int in_jail(bool threads, void (*what)(void))
{
	pid_t pid = fork();
	if (!pid) {
		jail_enter(threads);
		what();
		_exit(0);
	}
	int status = 0;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void open_file(void) { open("/etc/passwd", O_RDONLY); }
static void start_process(void) { fork(); }
static void start_thread(void)
{
	pthread_t thread;
	if (!pthread_create(&thread, NULL, nothing, NULL))
		pthread_join(thread, NULL);
}

/* ---- what bytes that have taken over the decoder would try ---- */

static void talk(void) { socket(AF_INET, SOCK_STREAM, 0); }
static void become_another(void) { execl("/bin/true", "true", (char *)NULL); }
static void end_the_server(void) { kill(getppid(), SIGTERM); }
static void watch_the_server(void) { ptrace(PTRACE_ATTACH, getppid(), NULL, NULL); }
static void look_at_a_folder(void) { syscall(SYS_getdents64, 0, NULL, 0); }
static void run_what_was_read(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	mprotect(page, 4096, PROT_READ | PROT_EXEC);
}
static void run_new_memory(void) { mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }
static void map_a_file(void) { mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 0, 0); }
static void make_a_file(void) { memfd_create("x", 0); }
static void pass_on_a_file(void) { dup2(0, 9); }
static void send_by_a_pipe(void) { sendfile(1, 0, NULL, 1); }
static void ask_for_more(void)
{
	const struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};
	setrlimit(RLIMIT_CPU, &all);
}
static void leave_the_namespace(void) { unshare(CLONE_NEWUSER); }
static void be_somebody_else(void) { syscall(SYS_setuid, 0); }
static void drop_the_filter(void) { prctl(PR_SET_SECCOMP, 0, 0, 0, 0); }
static void queue_calls(void) { syscall(SYS_io_uring_setup, 1, NULL); }
static void wait_for_ever(void) { sleep(1); }

static void taken_over_it_can_do_nothing(void **state)
{
	(void)state;
	if (SANITIZED)
		skip(); /* their runtimes need more */
	static void (*const tries[])(void) = {talk, become_another, end_the_server, watch_the_server, look_at_a_folder,
		run_what_was_read, run_new_memory, map_a_file, make_a_file, pass_on_a_file, send_by_a_pipe, ask_for_more,
		leave_the_namespace, be_somebody_else, drop_the_filter, queue_calls, wait_for_ever};
	for (int threads = 0; threads < 2; threads++)
		for (size_t i = 0; i < COUNT(tries); i++)
			if (in_jail(threads, tries[i]) != SIGSYS)
				fail_msg("try %zu with threads %d: not ended", i, threads);
}

/* ---- files made to cost time and memory ---- */

static void put_be(buf *b, uint32_t n)
{
	const char bytes[] = {(char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n};
	buf_put(b, bytes, 4);
}

static void put_chunk(buf *b, const char *kind, str content)
{
	buf inside = {.a = b->a};
	buf_put(&inside, kind, 4);
	buf_str(&inside, content);
	put_be(b, (uint32_t)content.n);
	buf_str(b, buf_text(&inside));
	put_be(b, crc_of(inside.s, inside.n));
}

/* A text of 256 MB in a quarter of one. */
static str swollen(arena *a)
{
	enum { TIMES = 4096 };
	static unsigned char zeros[1 << 16];
	z_stream z = {0};
	unsigned char *out = arena_get(a, 1 << 20);
	assert_int_equal(deflateInit(&z, 9), Z_OK);
	z.next_out = out;
	z.avail_out = 1 << 20;
	for (int i = 0; i < TIMES; i++) {
		z.next_in = zeros;
		z.avail_in = sizeof zeros;
		assert_int_equal(deflate(&z, i + 1 < TIMES ? Z_NO_FLUSH : Z_FINISH), i + 1 < TIMES ? Z_OK : Z_STREAM_END);
	}
	deflateEnd(&z);
	return (str){(char *)out, (size_t)z.total_out};
}

static str bomb_png(struct ctx *c, const char *kind, str head)
{
	str png = png_made(c, 30, 30, PNG_COLOR_TYPE_RGB, 8, false);
	buf b = {.a = c->a}, content = {.a = c->a};
	buf_str(&content, head);
	buf_str(&content, swollen(c->a));
	buf_put(&b, png.s, 33); /* signature and IHDR */
	for (int i = 0; i < 4; i++)
		put_chunk(&b, kind, buf_text(&content));
	buf_put(&b, png.s + 33, png.n - 33);
	return buf_text(&b);
}

static str pdf_of(struct ctx *c, str object, const char *trailer)
{
	buf b = {.a = c->a};
	buf_lit(&b, "%PDF-1.7\n1 0 obj\n");
	buf_str(&b, object);
	buf_printf(&b, "\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n%s\nstartxref\n%zu\n%%%%EOF\n",
		trailer, b.n + 8);
	return buf_text(&b);
}

static str repeated(arena *a, const char *what, size_t times)
{
	buf b = {.a = a};
	for (size_t i = 0; i < times; i++)
		buf_printf(&b, "%s", what);
	return buf_text(&b);
}

/* Whatever it is: an answer in time, and no more memory than the helper may have. */
static void assert_bounded(struct ctx *c, const char *what, str bytes, bool pdf)
{
	enum { SECONDS = 25 };
	int64_t began = clock_now();
	str out;
	int in = file_of(bytes);
	err e = pdf ? pdf_check(c, in) : clean(c, bytes, 3000, &out);
	close(in);
	if (e && e->kind != INVALID)
		fail_msg("%s: kind %d", what, e->kind);
	if (clock_now() - began > SECONDS * SECOND)
		fail_msg("%s: %lld ms", what, (long long)((clock_now() - began) / 1000));
}

static void files_made_to_cost_are_bounded(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	assert_bounded(c, "zTXt", bomb_png(c, "zTXt", (str){"a\0\0", 3}), false);
	assert_bounded(c, "iCCP", bomb_png(c, "iCCP", (str){"a\0\0", 3}), false);
	assert_bounded(c, "iTXt", bomb_png(c, "iTXt", (str){"a\0\1\0\0\0", 6}), false);
	assert_bounded(c, "arrays in arrays", pdf_of(c, repeated(c->a, "[", 2000000), "<</Root 1 0 R/Size 2>>"), true);
	assert_bounded(
		c, "dictionaries in dictionaries", pdf_of(c, repeated(c->a, "<</A ", 500000), "<</Root 1 0 R/Size 2>>"), true);
	assert_bounded(c, "a table before itself", pdf_of(c, S("<</Type/Catalog>>"), "<</Root 1 0 R/Size 2/Prev 46>>"), true);
	assert_bounded(
		c, "a number of objects nobody has", pdf_of(c, S("<</Type/Catalog>>"), "<</Root 1 0 R/Size 2147483647>>"), true);
	assert_bounded(c, "an object that is itself", pdf_of(c, S("1 0 R"), "<</Root 1 0 R/Size 2>>"), true);
	str packed = swollen(c->a);
	buf stream = {.a = c->a};
	buf_printf(&stream, "<</Type/ObjStm/N 1000000/First 100/Filter/FlateDecode/Length %zu>>stream\n", packed.n);
	buf_str(&stream, packed);
	buf_lit(&stream, "\nendstream");
	assert_bounded(c, "objects in a bomb", pdf_of(c, buf_text(&stream), "<</Root 5 0 R/Size 6>>"), true);
	str heic = seed(c, "tests/fuzz/seeds/image/rgb.heic");
	for (size_t i = 0; i + 4 < heic.n && i < 2000; i += 97) { /* lengths and places that lead anywhere */
		char *bytes = (char *)str_copy(c->a, heic).s;
		memcpy(bytes + i, "\xff\xff\xff\xf0", 4);
		assert_bounded(c, "a length of HEIC", (str){bytes, heic.n}, false);
	}
}

static void the_jail_holds(void **state)
{
	(void)state;
	for (int threads = 0; threads < 2; threads++) {
		assert_int_equal(in_jail(threads, open_file), SIGSYS);
		assert_int_equal(in_jail(threads, start_process), SIGSYS);
		assert_int_equal(in_jail(threads, start_thread), threads ? 0 : SIGSYS);
	}
}

static void alpha_survives_shrinking(void **state)
{
	(void)state;
	struct ctx *c = fresh();
	struct scaler s;
	scale_begin(&s, c->a, 4, 2, 4, 2);
	static const unsigned char rows[2][16] = {
		{255, 0, 0, 255, 0, 0, 0, 0, 9, 9, 9, 0, 9, 9, 9, 0}, {255, 0, 0, 255, 0, 0, 0, 0, 9, 9, 9, 0, 9, 9, 9, 0}};
	scale_row(&s, rows[0]);
	scale_row(&s, rows[1]);
	assert_int_equal(s.out.width, 2);
	assert_int_equal(s.out.height, 1);
	static const unsigned char wanted[] = {255, 0, 0, 128, 0, 0, 0, 0}; /* the clear pixel lends no colour */
	assert_memory_equal(s.out.pixels, wanted, sizeof wanted);
}

static void shapes_are_kept(void **state)
{
	(void)state;
	int w, h;
	fit_side(4000, 3000, 3000, &w, &h);
	assert_int_equal(w, 3000);
	assert_int_equal(h, 2250);
	fit_side(60000, 2, 3000, &w, &h);
	assert_int_equal(w, 3000);
	assert_int_equal(h, 1);
	fit_side(20, 10, 3000, &w, &h);
	assert_int_equal(w, 20);
	assert_int_equal(h, 10);
	assert_true(image_allowed(10000, 8000));
	assert_false(image_allowed(10001, 8000));
	assert_false(image_allowed(0, 8000));
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(kinds_of_jpeg), cmocka_unit_test(kinds_of_png),
		cmocka_unit_test(every_orientation_is_turned_upright), cmocka_unit_test(broken_images_are_refused),
		cmocka_unit_test(bombs_are_refused), cmocka_unit_test(the_jail_holds),
		cmocka_unit_test(taken_over_it_can_do_nothing), cmocka_unit_test(files_made_to_cost_are_bounded),
		cmocka_unit_test(pictures_of_phones_are_read), cmocka_unit_test(clear_becomes_paper),
		cmocka_unit_test(a_webp_says_how_it_was_held), cmocka_unit_test(a_large_webp_is_refused),
		cmocka_unit_test(alpha_survives_shrinking), cmocka_unit_test(shapes_are_kept)};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&memory);
	return failed;
}
