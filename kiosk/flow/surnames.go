package flow

import "strings"

// Surnames lists the commonest surnames of one character, commonest first.
func Surnames() []string {
	return strings.Split("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹"+
		"彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石"+
		"金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃"+
		"武钱戴严莫孔向常汤康易乔牛洪", "")
}

// CompoundSurnames lists surnames of two characters that are still met.
func CompoundSurnames() []string {
	return strings.Fields("欧阳 上官 司马 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 夏侯 轩辕 端木 南宫 西门 独孤 百里")
}
