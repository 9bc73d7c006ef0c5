/* What is played: the cases of the demonstration, so that every state, flag and list has something in it.
 *
 * Words of a script: +N: N working days later · draft: half filled · submit · register (at the counter) · good, bad: the
 * handler's opinions on the materials · mend: the applicant replaces what was bad · time: what falls due by now falls due ·
 * rate:LEVEL · all other words are actions of the table; what stands behind their colon is told in play.c. */
#include "demo/demo_private.h"

const struct demo_case demo_cases[] = {
	{ 1, QINGCHUAN, 1, "draft" },
	{ 18, HUANG, 2, "draft" },
	{ 7, YUELAI, 4, "draft" },
	{ 1, QINGCHUAN, 0, "submit" },
	{ 7, YUELAI, 1, "submit" },
	{ 42, QIMING, 1, "submit" },
	{ 14, WANG, 2, "submit" },
	{ 48, QINGCHUAN, 3, "submit" },
	{ 37, CANGJIANG, 4, "submit" },
	{ 1, YUELAI, 6, "submit +1 bad return" },
	{ 6, BAICAO, 5, "submit +1 bad return" },
	{ 40, QINGCHUAN, 4, "submit +1 bad return +1 mend resubmit" },
	{ 45, YUELAI, 12, "submit +2 reject" },
	{ 26, LIN, 20, "submit +1 reject" },
	{ 6, BAICAO, 6, "submit +1 good pass" },
	{ 13, QIMING, 9, "submit +2 good pass" },
	{ 7, QINGCHUAN, 3, "submit +1 good pass" },
	{ 54, LIN, 2, "submit +1 good pass" },
	{ 4, LIN, 5, "submit +1 good pass" },
	{ 53, WANG, 1, "register" },
	{ 11, CHEN, 1, "submit" },
	{ 1, QIMING, 10, "submit +1 good pass +1 bad require-supplement" },
	{ 36, CANGJIANG, 16, "submit +1 good pass +1 bad require-supplement" },
	{ 49, YUELAI, 11, "submit +1 good pass +1 bad require-supplement +3 mend supply" },
	{ 10, BAICAO, 15, "submit +1 good pass +1 receive +2 refuse:b" },
	{ 39, CANGJIANG, 22, "submit +1 good pass +2 refuse:a" },
	{ 1, BAICAO, 9, "submit +1 good pass +1 accept" },
	{ 7, QIMING, 9, "submit +1 good pass +1 accept +1 advance" },
	{ 42, QIMING, 14, "submit +1 good pass +1 accept +2 advance +2 advance" },
	{ 25, CANGJIANG, 7, "submit +1 good pass +1 accept +1 advance" },
	{ 28, CANGJIANG, 18, "submit +2 good pass +1 accept +3 advance +2 return-step" },
	{ 16, WANG, 21, "submit +1 good pass +2 accept +4 advance +3 advance" },
	{ 41, CANGJIANG, 13, "submit +1 good pass +1 accept" },
	{ 57, CHEN, 5, "submit +1 good pass +1 accept +1 withdraw" },
	{ 1, QINGCHUAN, 16, "submit +1 good pass +1 accept +2 advance +2 advance +2 grant" },
	{ 5, CANGJIANG, 10, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant" },
	{ 48, BAICAO, 9, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant" },
	{ 40, YUELAI, 17, "submit +1 good pass +1 accept +2 advance +1 advance +1 deny" },
	{ 46, QIMING, 24, "submit +1 good pass +2 receive +1 accept +5 advance +3 advance +2 deny" },
	{ 18, HUANG, 12, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant +1 make" },
	{ 7, YUELAI, 15, "submit +1 good pass +1 accept +2 advance +2 advance +1 grant +1 make" },
	{ 35, CANGJIANG, 8, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant +1 make" },
	{ 1, YUELAI, 40, "submit +1 good pass +1 accept +2 advance +2 advance +1 grant +1 make +2 deliver:window +1 rate:1" },
	{ 48, QINGCHUAN, 30, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant +1 make +2 deliver:post +2 rate:2" },
	{ 18, HUANG, 35, "submit +1 good pass +1 accept +1 advance +1 advance +1 grant +1 make +1 deliver:window +1 rate:1" },
	{ 44, LIN, 14, "submit decide-now +1 deliver:electronic rate:1" },
	{ 11, CHEN, 22, "submit +1 decide-now +2 deliver:post" },
	{ 30, QINGCHUAN, 11, "submit decide-now deliver:electronic +1 rate:3" },
	{ 29, CANGJIANG, 6, "submit decide-now deliver:electronic" },
	{ 56, HUANG, 28, "submit +1 good pass +1 accept +2 advance +2 advance +1 grant +1 deliver:electronic" },
	{ 54, WANG, 26, "submit +1 good pass accept +1 advance +1 advance grant +1 make deliver:window +1 rate:2" },
	{ 43, QIMING, 33, "submit +1 good pass +1 accept +2 advance +1 advance +1 deny +1 deliver:post +2 rate:4" },
	{ 14, LIN, 9, "submit +1 withdraw" },
	{ 47, QINGCHUAN, 13, "submit +1 good pass +1 withdraw" },

	/* time that is not counted */
	{ 58, CANGJIANG, 9, "submit +1 good pass +1 accept +2 begin-special:expert-review" },
	{ 28, YUELAI, 14, "submit +1 good pass +1 accept +2 begin-special:appraisal +5 end-special" },
	{ 36, CANGJIANG, 11, "submit +1 good pass +1 accept +2 bad require-review-supplement" },
	{ 36, YUELAI, 15, "submit +1 good pass +1 accept +2 bad require-review-supplement +3 mend supply" },
	{ 42, QINGCHUAN, 16, "submit +1 good pass +1 accept +5 ask-extension +1 extend +2 advance" },
	{ 5, YUELAI, 6, "submit +1 good pass +1 accept +2 ask-extension" },

	/* a hearing before a refusal */
	{ 45, YUELAI, 10, "submit +1 good pass +1 receive accept +3 advance +2 advance +1 tell-hearing" },
	{ 45, QINGCHUAN, 14, "submit +1 good pass +1 receive accept +3 advance tell-hearing +2 ask-hearing +2 begin-special:hearing" },

	/* other departments and colleagues are asked */
	{ 39, CANGJIANG, 4, "submit +1 good pass +1 accept +1 ask:joint" },
	{ 39, YUELAI, 5, "submit +1 good pass +1 accept +1 ask:joint +1 answer:14/agree" },
	{ 39, BAICAO, 6, "submit +1 good pass +1 accept ask:joint +1 answer:14/object answer:10/agree" },
	{ 39, QINGCHUAN, 9, "submit +1 good pass +1 accept ask:joint +1 answer:14/agree +3 time settle advance +1 advance grant +1 make" },
	{ 40, BAICAO, 9, "submit +1 good pass +1 accept +1 ask:sites +1 answer:07/conditions" },
	{ 41, YUELAI, 5, "submit +1 good pass +1 accept +1 ask:colleagues" },

	/* what time does */
	{ 14, CHEN, 10, "submit +1 good pass +6 time" },
	{ 6, BAICAO, 22, "submit +1 good pass +16 time" },
	{ 49, QIMING, 32, "submit +1 good pass +1 bad require-supplement +25 time +1 lapse" },

	/* inside the office */
	{ 1, YUELAI, 4, "submit +1 good pass +1 accept hand-over" },
	{ 43, QIMING, 9, "submit +1 good pass +1 accept +1 withdraw +1 agree-withdrawal" },
	{ 7, YUELAI, 12, "submit +1 good pass +1 accept +1 void" },

	/* a licence that ends soon */
	{ 53, WANG, 225, "register +1 accept +2 advance +1 advance grant +1 make deliver:window" },
	{ 0 },
};
