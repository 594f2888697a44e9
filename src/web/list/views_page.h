/* views_page: the model of the page of saved views. Private to views.c. */
#pragma once
#include "web/list/views.h"

struct views_view {
	struct saved_views views;
};

#include "web/list/views.html.h"
