/* Made by html2c from html2c/frame_close.html. */
#include "frame_close.h"

void html2c_frame_close(struct out *o)
{
	(void)o;
	out_bytes(o, "</main></body></html>", 21);
}
